/** The model versions that a running application knows. */
package io.tidegate.stream.models;
