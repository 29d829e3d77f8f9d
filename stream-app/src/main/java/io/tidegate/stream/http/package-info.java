/**
 * What people and scripts see over HTTP: the page, a JSON API to read, health and metrics. Reads
 * only; nothing here changes the stream.
 */
package io.tidegate.stream.http;
