package io.ecsdrain.localaws.ecs.shapes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the cluster operations take. Parts that nothing here interprets stay JSON. */
public final class Clusters {

    private Clusters() {}

    public record CreateClusterInput(
            String clusterName,
            List<Common.Tag> tags,
            List<JsonNode> settings,
            JsonNode configuration,
            List<String> capacityProviders,
            List<Services.CapacityProviderStrategyItem> defaultCapacityProviderStrategy,
            JsonNode serviceConnectDefaults) {}

    public record DescribeClustersInput(List<String> clusters, List<String> include) {}

    public record ListClustersInput(String nextToken, Integer maxResults) {}

    public record DeleteClusterInput(String cluster) {}
}
