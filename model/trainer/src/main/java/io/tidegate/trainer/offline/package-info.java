/** Whether a candidate is better than its parent, judged on rows that training kept away from. */
package io.tidegate.trainer.offline;
