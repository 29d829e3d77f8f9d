/** The accounting of every record, read back from the topics. */
package io.tidegate.stream.audit;
