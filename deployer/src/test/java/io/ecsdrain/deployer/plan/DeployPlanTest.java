package io.ecsdrain.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployPlanTest {

    private static final String LISTENER = "arn:listener";
    private static final String BALANCER = "arn:lb";
    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");

    private final Names names = new Names("app");
    private final List<RuleView> rules = new ArrayList<>();
    private final List<TargetGroupView> groups = new ArrayList<>();
    private final List<ForwardTarget> defaults = new ArrayList<>();
    private final Map<String, DeploymentKey> owners = new HashMap<>();

    @Test
    void onAnEmptyListenerEverythingIsToBeMade() {
        DeployPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.group()).isEmpty();
        assertThat(plan.rule()).isEmpty();
        assertThat(plan.service()).isEmpty();
    }

    @Test
    void whatARunBeforeMadeIsFoundAgain() {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", "v2");
        groups.add(group("arn:tg", GroupNames.of(KEY), tags));
        rules.add(rule(1000, tags));
        names.tagged("v2", 10, "deploying");

        DeployPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.group()).contains("arn:tg");
        assertThat(plan.rule()).isPresent();
        assertThat(plan.service()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"99, 99, 0", "100, 99, 1", "99, 100, 1", "100, 100, 2"})
    void theLimitsOfTheLoadBalancerAreKept(int ruleCount, int groupCount, int refusals) {
        IntStream.range(0, ruleCount).forEach(each -> rules.add(rule(each + 1, Map.of())));
        IntStream.range(0, groupCount).forEach(each -> groups.add(group("arn:" + each, "g" + each, Map.of())));

        assertThat(plan().refusals()).hasSize(refusals);
    }

    @Test
    void whatExistsAlreadyNeedsNoQuota() {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", "v2");
        IntStream.range(0, 99).forEach(each -> rules.add(rule(each + 1, Map.of())));
        rules.add(rule(1000, tags));
        groups.add(group("arn:tg", GroupNames.of(KEY), tags));
        IntStream.range(0, 99).forEach(each -> groups.add(group("arn:" + each, "g" + each, Map.of())));

        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void aDefaultActionOfAnotherNameIsRefusedAndOfTheSameNameIsNot() {
        defaults.add(new ForwardTarget("arn:theirs", 1));
        owners.put("arn:theirs", new DeploymentKey("app-eu", "v1"));
        assertThat(plan().refusals()).singleElement().asString().contains("arn:theirs", "app-eu's");

        owners.put("arn:theirs", new DeploymentKey("app", "v1"));
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void aDefaultActionOfNobodyWeKnowIsRefused() {
        defaults.add(new ForwardTarget("arn:legacy", 1));

        assertThat(plan().refusals()).singleElement().asString().contains("no deployment's");
    }

    @Test
    void aSupersededOneIsRefused() {
        names.tagged("v2", 10, "draining").state("v2", "draining", 10);
        names.tagged("v3", 20, "active").state("v3", "active", 20);

        assertThat(plan().refusals()).singleElement().asString().contains("superseded");
    }

    @Test
    void oneThatIsYetToBeCreatedIsRefusedBehindALiveOneThatIsToo() {
        names.state("typo", "active", 20);
        assertThat(plan().refusals()).singleElement().asString().contains("superseded", "typo");

        names.state("v2", "active", 30);
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void aTargetGroupOfThatNameWithoutOurTagsIsRefused() {
        groups.add(group("arn:tg", GroupNames.of(KEY), Map.of()));

        assertThat(plan().refusals()).singleElement().asString().contains("not tagged");
    }

    private DeployPlan plan() {
        ListenerView listener = new ListenerView(LISTENER, BALANCER, defaults, Observed.known(rules));
        return DeployPlan.of(
                new DeployView(names.view(100), listener, "vpc-1", Map.of(LISTENER, rules), groups, new Owners(owners)),
                KEY,
                Duration.ofMinutes(60));
    }

    private static RuleView rule(int priority, Map<String, String> tags) {
        return new RuleView("arn:rule/" + priority, LISTENER, priority, List.of(), List.of(), tags);
    }

    private static TargetGroupView group(String arn, String name, Map<String, String> tags) {
        return new TargetGroupView(
                arn, name, tags, List.of(BALANCER), Observed.unknown("not asked"), Observed.unknown("not asked"));
    }
}
