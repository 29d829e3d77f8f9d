/** This machine's own metrics as observations, once a second: real data that is always there. */
package io.tidegate.stream.host;
