/** Several instances of one application: where a series' state is, and how to read it there. */
package io.tidegate.stream.instances;
