package io.tidegate.stream.topology;

import io.tidegate.stream.config.InstanceSettings;
import io.tidegate.stream.config.RebalanceProtocol;
import io.tidegate.stream.config.StreamSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Tells the brokers how many standby copies are wanted, where it is they who assign them: under the
 * streams rebalance protocol that is a configuration of the group.
 */
public final class GroupStandbys {
  private static final String KEY = "streams.num.standby.replicas";

  private GroupStandbys() {}

  /**
   * Sets it; where no copies are wanted the group's own configuration is left alone.
   *
   * @throws ClusterException if the cluster refuses
   */
  public static void configure(StreamSettings settings) {
    InstanceSettings instance = settings.instance();
    if (instance.protocol() != RebalanceProtocol.STREAMS || instance.standbys() == 0) {
      return;
    }
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, settings.applicationId());
    AlterConfigOp wanted =
        new AlterConfigOp(
            new ConfigEntry(KEY, Integer.toString(instance.standbys())), AlterConfigOp.OpType.SET);
    try (Cluster cluster = Cluster.connect(settings.kafka())) {
      cluster.answer(cluster.admin().incrementalAlterConfigs(Map.of(group, List.of(wanted))).all());
    } catch (ExecutionException e) {
      throw new ClusterException(
          InstanceSettings.STANDBYS
              + ": the brokers refuse "
              + KEY
              + "="
              + instance.standbys()
              + " for group "
              + settings.applicationId()
              + " ("
              + e.getCause().getMessage()
              + "); lower it, raise the brokers' group.streams.max.standby.replicas, or use "
              + InstanceSettings.PROTOCOL
              + "=classic",
          e);
    }
  }
}
