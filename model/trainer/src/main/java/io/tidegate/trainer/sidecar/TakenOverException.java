package io.tidegate.trainer.sidecar;

/** A newer trainer of the same model has taken over: this one must end. */
public final class TakenOverException extends SidecarException {
  private static final long serialVersionUID = 1L;

  TakenOverException(String model, Throwable cause) {
    super(
        "a newer trainer of model "
            + model
            + " took over: run one for each model name, and stop one of the two",
        cause);
  }
}
