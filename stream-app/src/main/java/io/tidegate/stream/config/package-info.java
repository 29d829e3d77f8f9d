/** The configuration of the stream application. */
package io.tidegate.stream.config;
