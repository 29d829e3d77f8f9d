/** The two verbs: observe moves a series forward by one true value, forecast looks ahead. */
package io.tidegate.kernel.forecast;
