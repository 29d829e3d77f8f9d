/** The shared weights: their shape, their values, their bytes. */
package io.tidegate.kernel.model;
