package io.tidegate.stream.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * An embedded broker that asks who is there (SASL/PLAIN, the password is the name) and lets each do
 * what its ACLs say, and {@link #ADMINISTRATOR} everything.
 */
public final class GuardedBroker implements AutoCloseable {
  /** May do everything. */
  public static final String ADMINISTRATOR = "administrator";

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final EmbeddedBroker broker;

  private GuardedBroker(EmbeddedBroker broker) {
    this.broker = broker;
  }

  /** Starts one for these users beside the administrator. */
  public static GuardedBroker start(Path directory, Set<String> users) {
    StringBuilder login = new StringBuilder(LOGIN);
    login.append(" username=" + ADMINISTRATOR + " password=" + ADMINISTRATOR);
    Set<String> all = new TreeSet<>(users);
    all.add(ADMINISTRATOR);
    all.forEach(user -> login.append(" \"user_" + user + "\"=\"" + user + "\""));
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "listener.security.protocol.map",
        LoopbackSockets.BROKER + ":SASL_PLAINTEXT," + LoopbackSockets.CONTROLLER + ":PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("listener.name.broker.plain.sasl.jaas.config", login + ";");
    settings.put("authorizer.class.name", WatchingAuthorizer.class.getName());
    // The broker is nobody to the controller, which listens in this process only.
    settings.put(
        StandardAuthorizer.SUPER_USERS_CONFIG, "User:" + ADMINISTRATOR + ";User:ANONYMOUS");
    return new GuardedBroker(EmbeddedBroker.start(directory, 0, settings));
  }

  /** What a client of this user is to be set up with. */
  public Map<String, String> client(String user) {
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN + " username=\"" + user + "\" password=\"" + user + "\";");
  }

  @Override
  public void close() {
    broker.close();
  }
}
