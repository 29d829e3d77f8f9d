/**
 * What people and scripts see over HTTP: the page, a JSON API, health and metrics. Nothing here
 * changes anything, but for decisions about versions and answers to alerts where {@code
 * tidegate.http.write} allows them.
 */
package io.tidegate.stream.http;
