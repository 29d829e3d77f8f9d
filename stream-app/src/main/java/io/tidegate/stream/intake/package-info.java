/**
 * Foreign topics, mapped onto the observations topic: formats that give fields, a mapping that
 * makes events of them, and the stream that does so.
 */
package io.tidegate.stream.intake;
