package io.tidegate.trainer.sidecar;

import io.tidegate.kernel.model.Model;
import io.tidegate.kernel.model.ShippedModel;
import io.tidegate.kernel.model.Size;
import io.tidegate.trainer.Digest;

/**
 * The version in use: the parent of the next one.
 *
 * @param version its number
 * @param model its weights
 * @param sha256 of its bytes
 */
record CurrentModel(long version, Model model, String sha256) {
  /** Version 0 of a size. */
  static CurrentModel shipped(Size size) {
    return new CurrentModel(
        ShippedModel.VERSION, ShippedModel.load(size), Digest.sha256(ShippedModel.bytes(size)));
  }
}
