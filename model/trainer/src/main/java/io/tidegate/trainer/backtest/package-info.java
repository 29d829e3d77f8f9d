/**
 * The measuring instrument: lives through a file as production would, scores every forecast when
 * its actual comes, beside baselines in the same pass, and reports as text, JSON and HTML.
 */
package io.tidegate.trainer.backtest;
