/**
 * Looks at a sample of a foreign topic, guesses what its records are, and shows what they become.
 */
package io.tidegate.stream.inspect;
