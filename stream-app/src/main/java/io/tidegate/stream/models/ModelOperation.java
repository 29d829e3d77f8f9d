package io.tidegate.stream.models;

import io.tidegate.schema.ModelDecision;
import io.tidegate.wire.ModelPlan;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a person may decide about the versions. Immutable. */
public sealed interface ModelOperation {
  /**
   * What it comes to, as things are.
   *
   * @throws RefusedOperationException if it cannot be done, or changes nothing
   */
  ModelChange change(ModelCatalog catalog);

  /** Makes a version the champion. */
  record Promote(long version) implements ModelOperation {
    @Override
    public ModelChange change(ModelCatalog catalog) {
      requireUnpinned(catalog, "promote");
      requireUsable(catalog, version);
      requireAnother(catalog, version);
      ModelPlan before = catalog.history().newest();
      return new ModelChange(ModelDecision.PROMOTED, version, before, version, false);
    }
  }

  /**
   * Makes a former champion the champion again.
   *
   * @param version which; empty for the one that the champion took over from
   */
  record Rollback(OptionalLong version) implements ModelOperation {
    @Override
    public ModelChange change(ModelCatalog catalog) {
      requireUnpinned(catalog, "roll back");
      DecisionHistory history = catalog.history();
      long target =
          (version.isPresent() ? version : history.formerChampion())
              .orElseThrow(
                  () ->
                      new RefusedOperationException(
                          RefusedOperationException.Kind.CONFLICT,
                          "no champion came before version "
                              + history.newest().champion()
                              + ": promote a version instead; usable are "
                              + usable(catalog)));
      requireUsable(catalog, target);
      requireAnother(catalog, target);
      return new ModelChange(ModelDecision.ROLLED_BACK, target, history.newest(), target, false);
    }
  }

  /**
   * Keeps a version the champion until it is unpinned.
   *
   * @param version which; empty for the champion
   */
  record Pin(OptionalLong version) implements ModelOperation {
    @Override
    public ModelChange change(ModelCatalog catalog) {
      ModelPlan before = catalog.history().newest();
      long target = version.orElse(before.champion());
      if (before.pinned() && target == before.champion()) {
        throw new RefusedOperationException(
            RefusedOperationException.Kind.CONFLICT, "version " + target + " is pinned already");
      }
      requireUnpinned(catalog, "pin another");
      requireUsable(catalog, target);
      return new ModelChange(ModelDecision.PINNED, target, before, target, true);
    }
  }

  /** Lets the champion be replaced again. */
  record Unpin() implements ModelOperation {
    @Override
    public ModelChange change(ModelCatalog catalog) {
      ModelPlan before = catalog.history().newest();
      if (!before.pinned()) {
        throw new RefusedOperationException(
            RefusedOperationException.Kind.CONFLICT,
            "no version is pinned; version " + before.champion() + " is the champion");
      }
      return new ModelChange(
          ModelDecision.UNPINNED, before.champion(), before, before.champion(), false);
    }
  }

  private static void requireUnpinned(ModelCatalog catalog, String what) {
    ModelPlan plan = catalog.history().newest();
    if (plan.pinned()) {
      throw new RefusedOperationException(
          RefusedOperationException.Kind.CONFLICT,
          "version " + plan.champion() + " is pinned: unpin first, then " + what);
    }
  }

  private static void requireAnother(ModelCatalog catalog, long version) {
    if (catalog.history().newest().champion() == version) {
      throw new RefusedOperationException(
          RefusedOperationException.Kind.CONFLICT,
          "version " + version + " is the champion already");
    }
  }

  private static void requireUsable(ModelCatalog catalog, long version) {
    if (!catalog.usable(version)) {
      String why =
          catalog
              .version(version)
              .flatMap(CatalogVersion::snapshot)
              .map(entry -> "its snapshot is refused: " + entry.reason())
              .orElse("the models topic has no snapshot of it");
      throw new RefusedOperationException(
          RefusedOperationException.Kind.UNKNOWN_VERSION,
          "version " + version + " cannot be used, " + why + "; usable are " + usable(catalog));
    }
  }

  private static String usable(ModelCatalog catalog) {
    return catalog.versions().stream()
        .filter(CatalogVersion::usable)
        .map(version -> String.valueOf(version.version()))
        .collect(Collectors.joining(", "));
  }
}
