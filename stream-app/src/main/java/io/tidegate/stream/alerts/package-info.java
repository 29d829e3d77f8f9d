/** Alerts as their topic tells of them, and what people answer to them. */
package io.tidegate.stream.alerts;
