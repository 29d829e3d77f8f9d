package io.tidegate.stream.broker;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own, and keeps what was asked of it. */
public final class WatchingAuthorizer extends StandardAuthorizer {
  /** Everything that was asked, of all brokers of this process. */
  private static final Queue<Asked> ASKED = new ConcurrentLinkedQueue<>();

  /**
   * One question.
   *
   * @param user who wants it
   * @param essential whether the client fails without it; else it only does less
   */
  public record Asked(
      String user,
      AclOperation operation,
      ResourcePattern resource,
      boolean allowed,
      boolean essential) {}

  /** What was asked until now. */
  public static List<Asked> asked() {
    return List.copyOf(ASKED);
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext context, List<Action> actions) {
    List<AuthorizationResult> results = super.authorize(context, actions);
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      ASKED.add(
          new Asked(
              context.principal().getName(),
              action.operation(),
              action.resourcePattern(),
              results.get(i) == AuthorizationResult.ALLOWED,
              action.logIfDenied()));
    }
    return results;
  }
}
