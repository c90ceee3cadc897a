package io.ecsdrain.deployer;

import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.observe.NameReader;
import io.ecsdrain.deployer.plan.activate.KnownIds;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.deployer.report.Text;
import io.ecsdrain.inventory.aws.AwsClients;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * One verb's connection to AWS.
 *
 * @param clusterArn tells account and region
 */
record Session(AwsClients clients, Target target, NameReader names, String clusterArn) implements AutoCloseable {

    /** @throws io.ecsdrain.contract.NotThere if the cluster does not exist */
    static Session open(Target target, Outside outside) {
        AwsClients clients = outside.connect().apply(target);
        try {
            NameReader names = new NameReader(clients, target.cluster(), outside.time());
            return new Session(clients, target, names, names.clusterArn());
        } catch (RuntimeException unusable) {
            clients.close();
            throw unusable;
        }
    }

    /** Says where a mutating verb is about to work. */
    void announce(Console console) {
        String[] parts = clusterArn.split(":");
        Region region = clients.ecs().serviceClientConfiguration().region();
        console.note("account " + (parts.length > 4 ? parts[4] : "unknown") + ", region " + region + ", endpoint "
                + Endpoints.of(clients) + ", cluster " + target.cluster());
    }

    /** What an empty answer says. */
    String nothing(Optional<String> name) {
        return Text.nothing(target.cluster(), name) + meant(name);
    }

    /** Of a name that nothing belongs to: which one may have been meant, such as {@code "; did you mean app?"}. */
    String meant(Optional<String> name) {
        List<String> close =
                name.map(given -> KnownIds.close(given, names.names())).orElse(List.of());
        return KnownIds.meant(close);
    }

    @Override
    public void close() {
        clients.close();
    }
}
