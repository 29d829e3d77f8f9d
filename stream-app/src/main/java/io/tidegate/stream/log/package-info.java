/** Reading what is committed in topics, without a group and without touching anything. */
package io.tidegate.stream.log;
