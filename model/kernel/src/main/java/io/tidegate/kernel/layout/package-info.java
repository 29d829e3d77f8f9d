/** Bytes of states as fields with names, and back. */
package io.tidegate.kernel.layout;
