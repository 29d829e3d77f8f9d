/** What is kept of each series: reading it from the store's changelog, and changing it. */
package io.tidegate.stream.states;
