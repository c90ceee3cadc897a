package io.ecsdrain.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ClusterSnapshot;
import io.ecsdrain.inventory.model.Deployment;
import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.Routing;
import io.ecsdrain.inventory.model.Scope;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A read that fails makes exactly that part unknown which it was for. */
class IgnoranceTest {

    private static final DeploymentKey OLD = new DeploymentKey("app", "1");

    private ObservedCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ObservedCluster();
        cluster.deploy(OLD, "draining", 1);
        cluster.settle();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Observed<ClusterSnapshot> observe() {
        return new Inventory(cluster.clients).observe(Scope.ofCluster(ObservedCluster.NAME), cluster.aws.now());
    }

    private void refuse(String service, String operation) {
        // A code that no SDK retries, so that the tests need not wait for the retries.
        cluster.aws
                .faults()
                .on(service, operation)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not allowed")));
    }

    @Test
    void nothingIsUnknownWhereEveryReadSucceeds() {
        assertThat(unknownParts(observe().value().orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ListServices", "DescribeServices"})
    void withoutTheServicesTheWholeIsUnknown(String operation) {
        refuse("ecs", operation);
        assertThat(observe().unknownBecause()).contains(operation + ": AccessDeniedException");
    }

    @ParameterizedTest
    @CsvSource({
        "ecs, ListTasks, tasks",
        "ecs, DescribeTasks, tasks",
        "ssm, GetParametersByPath, parameter register",
        "elasticloadbalancing, DescribeTargetGroups, routing",
        "elasticloadbalancing, DescribeListeners, routing",
        "elasticloadbalancing, DescribeTags, routing",
        "elasticloadbalancing, DescribeRules, rules",
        "application-autoscaling, DescribeScalableTargets, scaling",
        "cloudwatch, GetMetricData, evidence",
    })
    void anotherReadThatFailsMakesItsOwnPartUnknownAndNoOther(String service, String operation, String parts) {
        refuse(service, operation);
        assertThat(unknownParts(observe().value().orElseThrow())).containsExactlyInAnyOrder(parts.split(" "));
    }

    @Test
    void tagsOfRulesThatCannotBeReadMakeTheRulesUnknown() {
        // The first call is for the tags of the target groups.
        cluster.aws
                .faults()
                .on("elasticloadbalancing", "DescribeTags")
                .after(1)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not allowed")));
        assertThat(unknownParts(observe().value().orElseThrow())).containsExactly("rules");
    }

    @Test
    void throttlingThatOutlastsTheRetriesIsUnknownAndNamed() {
        cluster.aws.faults().on("elasticloadbalancing", "DescribeRules").then(Fault.throttle());
        Routing routing = observe().value().orElseThrow().routing().value().orElseThrow();
        assertThat(routing.listeners().get(0).rules().unknownBecause()).contains("DescribeRules: ThrottlingException");
    }

    private static Set<String> unknownParts(ClusterSnapshot seen) {
        Set<String> parts = new TreeSet<>();
        Deployment old = seen.deployments().get(0);
        note(parts, "tasks", old.tasks().unknownBecause());
        note(parts, "parameter", old.parameter().unknownBecause());
        note(parts, "scaling", old.scaling().unknownBecause());
        note(parts, "register", seen.registers().get("app").unknownBecause());
        note(parts, "routing", seen.routing().unknownBecause());
        seen.routing().value().ifPresent(routing -> {
            routing.listeners()
                    .forEach(listener -> note(parts, "rules", listener.rules().unknownBecause()));
        });
        if (old.evidence().values().stream().anyMatch(Evidence.Unread.class::isInstance)) {
            parts.add("evidence");
        }
        return parts;
    }

    private static void note(Set<String> parts, String part, Optional<String> unread) {
        unread.ifPresent(reason -> parts.add(part));
    }
}
