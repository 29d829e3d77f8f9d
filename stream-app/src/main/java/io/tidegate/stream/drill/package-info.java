/** Exercises of the whole pipeline that measure whether it keeps its promises about versions. */
package io.tidegate.stream.drill;
