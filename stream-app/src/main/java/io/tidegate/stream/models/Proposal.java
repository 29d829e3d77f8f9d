package io.tidegate.stream.models;

import io.tidegate.kernel.model.Model;

/**
 * The newest usable model.
 *
 * @param version its version
 * @param model its weights
 */
public record Proposal(long version, Model model) {}
