package io.tidegate.kernel.alert;

import java.util.Map;

/**
 * How surprising one value is.
 *
 * @param score at most 1,000,000: 1 is as surprising as the most surprising value of the series so
 *     far, which slowly fades; 0 while too little is known
 * @param detector which gave the score
 * @param above whether the value lies above what was expected; of a shape: above the level
 * @param rising whether no value of the {@value AlertScore#RECENT} before was as surprising: the
 *     rest of an episode is not news
 * @param parts the score of each detector that has one above 0; empty while the score is 0
 */
public record Surprise(
    double score, Detector detector, boolean above, boolean rising, Map<Detector, Float> parts) {}
