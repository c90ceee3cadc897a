package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.plan.activate.Names;
import io.ecsdrain.deployer.plan.activate.Owners;
import io.ecsdrain.inventory.model.ForwardTarget;
import io.ecsdrain.inventory.model.Front;
import io.ecsdrain.inventory.model.ListenerView;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.RuleView;
import io.ecsdrain.inventory.model.ScalingView;
import io.ecsdrain.inventory.model.TargetGroupView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployPlanTest {

    private static final String LISTENER = "arn:listener";
    private static final String BALANCER = "arn:lb";
    private static final DeploymentKey KEY = new DeploymentKey("app", "v2");
    private static final Affinity COOKIE = new Affinity(Affinity.Kind.COOKIE, "my.session");
    private static final Affinity QUERY = new Affinity(Affinity.Kind.QUERY, "d");

    private final Names names = new Names("app");
    private final List<RuleView> rules = new ArrayList<>();
    private final List<TargetGroupView> groups = new ArrayList<>();
    private final List<ForwardTarget> defaults = new ArrayList<>();
    private final Map<String, DeploymentKey> owners = new HashMap<>();
    private final List<RuleView> elsewhere = new ArrayList<>();
    private Optional<Existing> existing = Optional.empty();
    private Optional<GroupRequest> group = Optional.empty();
    private List<String> serviceDifferences = List.of();
    private Lookup<ScalingView> ownScaling = Lookup.missing();
    private Lookup<ScalingView> liveScaling = Lookup.missing();
    private final List<LiveScaling.Policy> livePolicies = new ArrayList<>();
    private final List<String> liveActions = new ArrayList<>();
    private ScalingRequest scaling = ScalingRequest.NONE;
    private Quotas quotas = Quotas.DEFAULT;
    private Optional<Integer> count = Optional.empty();
    private List<Affinity> affinities = List.of(Affinity.PREVIEW);

    private final List<Front> fronts =
            new ArrayList<>(List.of(new Front(LISTENER, "HTTP 80", List.of(), "forward", false)));
    private boolean secret;

    @Test
    void aRedirectIsNotReplacedAndTheListenerThatForwardsIsNamed() {
        fronts.set(0, new Front(LISTENER, "HTTP 80", List.of(), "redirect", false));
        fronts.add(new Front("arn:secure", "HTTPS 443", List.of(), "forward", false));
        fronts.add(new Front("arn:third", "HTTP 81", List.of(), "redirect", false));

        assertThat(plan().refusals())
                .singleElement()
                .asString()
                .contains(LISTENER + " (HTTP 80)", "a redirect", "arn:secure (HTTPS 443) forwards")
                .doesNotContain("arn:third");
    }

    @Test
    void anAnswerOfAPersonIsNotReplacedAndTheBaselinesMayBe() {
        fronts.set(0, new Front(LISTENER, "HTTP 80", List.of(), "fixed-response", false));
        assertThat(plan().refusals()).singleElement().asString().contains("a fixed-response", "503");

        fronts.set(0, new Front(LISTENER, "HTTP 80", List.of(), "fixed-response", true));
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void aListenerThatHasClientsLogInByASecretIsRefusedWithoutIt() {
        fronts.set(0, new Front(LISTENER, "HTTPS 443", List.of("authenticate-oidc"), "forward", false));
        assertThat(plan().refusals()).singleElement().asString().contains("--oidc-secret-from");

        secret = true;
        assertThat(plan().refusals()).isEmpty();
        secret = false;
        rules.add(affinityRule("http-header", "X-Ecs-Drain-Deployment", "v2"));
        assertThat(plan().refusals()).as("its rule is there already").isEmpty();
        rules.clear();
        for (String shown : List.of("authenticate-cognito", "jwt-validation")) {
            fronts.set(0, new Front(LISTENER, "HTTPS 443", List.of(shown), "forward", false));
            assertThat(plan().refusals()).as(shown).isEmpty();
        }
    }

    @Test
    void onAnEmptyListenerEverythingIsToBeMade() {
        DeployPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.group()).isEmpty();
        assertThat(plan.missingRules()).containsExactly(Affinity.PREVIEW);
        assertThat(plan.service()).isEmpty();
    }

    @Test
    void whatARunBeforeMadeIsFoundAgain() {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", "v2");
        groups.add(group("arn:tg", GroupNames.of(KEY), tags));
        rules.add(affinityRule("http-header", "X-Ecs-Drain-Deployment", "v2"));
        names.tagged("v2", 10, "deploying");

        DeployPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.group()).contains("arn:tg");
        assertThat(plan.missingRules()).isEmpty();
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
    void theAccountsOwnLimitsCount() {
        quotas = Quotas.of(Observed.known(
                Map.of("rules-per-application-load-balancer", 200, "target-groups-per-application-load-balancer", 2)));
        IntStream.range(0, 199).forEach(each -> rules.add(rule(each + 1, Map.of())));
        groups.add(group("arn:1", "g1", Map.of()));
        assertThat(plan().refusals()).isEmpty();
        assertThat(plan().warnings()).noneMatch(warning -> warning.contains("quotas"));

        rules.add(rule(200, Map.of()));
        groups.add(group("arn:2", "g2", Map.of()));
        assertThat(plan().refusals())
                .containsExactly(
                        "the load balancer has 200 rules and 1 are to be made, 200 are allowed",
                        "the load balancer has 2 target groups, 2 are allowed");
    }

    @Test
    void soDoesThatOfTheRegion() {
        quotas = Quotas.of(Observed.known(Map.of("target-groups", 2)));
        groups.add(elsewhere("arn:1"));
        assertThat(plan().refusals()).isEmpty();

        groups.add(elsewhere("arn:2"));
        assertThat(plan().refusals()).containsExactly("the account has 2 target groups in this Region, 2 are allowed");
    }

    private static TargetGroupView elsewhere(String arn) {
        return new TargetGroupView(
                arn,
                arn,
                Map.of(),
                List.of("arn:lb/other"),
                Observed.unknown("not asked"),
                Observed.unknown("not asked"));
    }

    @Test
    void limitsThatWereNotReadAreAwsDefaultsWithAWarningThatStrictDoesNotRefuse() {
        quotas = Quotas.of(Observed.unknown("DescribeAccountLimits: AccessDenied"));
        IntStream.range(0, 100).forEach(each -> rules.add(rule(each + 1, Map.of())));

        assertThat(plan().refusals()).hasSize(1);
        assertThat(plan().warnings())
                .contains(
                        "the quotas of Elastic Load Balancing were not read (DescribeAccountLimits: AccessDenied): taken"
                                + " are AWS's defaults of 100 rules and 100 target groups a load balancer");
    }

    @Test
    void whatExistsAlreadyNeedsNoQuota() {
        Map<String, String> tags = Map.of("deployment_name", "app", "deployment_id", "v2");
        IntStream.range(0, 99).forEach(each -> rules.add(rule(each + 1, Map.of())));
        rules.add(affinityRule("http-header", "X-Ecs-Drain-Deployment", "v2"));
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
    void aDefaultActionToATargetGroupOfNoDeploymentIsRefused() {
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

    @Test
    void theFirstHasTwoTasksAndAnyOtherAsManyAsTheLiveOne() {
        assertThat(plan().count()).isEqualTo(2);

        names.tagged("v1", 1, "active").state("v1", "active", 2).desired("v1", 20);
        assertThat(plan().count()).isEqualTo(20);

        count = Optional.of(3);
        assertThat(plan().count()).isEqualTo(3);
    }

    @Test
    void aLiveOneThatIsScaledToZeroSaysNothingAboutTheCount() {
        names.tagged("v1", 1, "active").state("v1", "active", 2).desired("v1", 0);

        assertThat(plan().count()).isEqualTo(2);
    }

    @Test
    void thatTheLiveOneScalesIsAWarningAndSoIsNotKnowingIt() {
        affinities = List.of(new Affinity(Affinity.Kind.QUERY, "d"));
        names.tagged("v1", 1, "active").state("v1", "active", 2);
        assertThat(plan().warnings()).isEmpty();

        liveScaling = Lookup.of(scaling(2, 40));
        assertThat(plan().warnings()).singleElement().asString().contains("v1", "between 2 and 40", "svc-app-v2");

        ownScaling = Lookup.unknown("DescribeScalableTargets: AccessDeniedException");
        assertThat(plan().warnings())
                .singleElement()
                .asString()
                .contains("v1", "between 2 and 40", "whether svc-app-v2 does was not read", "AccessDeniedException");

        liveScaling = Lookup.unknown("DescribeScalableTargets: ThrottlingException");
        assertThat(plan().warnings()).singleElement().asString().contains("ThrottlingException");

        ownScaling = Lookup.of(scaling(2, 40));
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void theSameIdWithTheSameContentGoesOn() {
        made();
        rules.add(affinityRule("http-header", "X-Ecs-Drain-Deployment", "v2"));

        assertThat(plan().refusals()).isEmpty();
        assertThat(plan().count()).isEqualTo(2);
    }

    @Test
    void theSameIdWithOtherContentIsRefusedAndEachDifferenceNamed() {
        made();
        existing = Optional.of(new Existing(
                "svc-app-v2",
                "ACTIVE",
                2,
                "arn:td:1",
                List.of(new Existing.Attachment("web", 9090)),
                List.of("subnet-b"),
                List.of("sg-2", "sg-3")));
        serviceDifferences = List.of("--task-definition: it runs arn:td:1, asked for is arn:td:2");
        group = Optional.of(new GroupRequest("/health", "200-299", 30, Optional.of(Duration.ofSeconds(60))));
        count = Optional.of(5);
        elsewhere.add(affinityRule("http-header", "X-Ecs-Drain-Deployment", "v2"));

        assertThat(plan().refusals())
                .singleElement()
                .asString()
                .contains(
                        "v2 exists already and is something else",
                        "--container and --container-port: it has web:9090, asked for is app:8080",
                        "--subnets: it has subnet-b, asked for is subnet-a",
                        "--security-groups: it has sg-2,sg-3, asked for is sg-1",
                        "--count: it has 2, asked for is 5",
                        "it runs arn:td:1",
                        "--listener: it has a rule on arn:other-listener",
                        "--health-path: it has /health, asked for is /",
                        "deploy under a new id");
    }

    @Test
    void anotherAffinityIsADifferenceAndAnotherFormOfTheSameCookieIsNot() {
        made();
        rules.add(affinityRule("http-header", "Cookie", "^(.*; ?)?my\\.session=v2(;.*)?$"));
        assertThat(plan().refusals())
                .singleElement()
                .asString()
                .contains("--affinity: its rule has http-header Cookie", "asked for is header:X-Ecs-Drain-Deployment");

        affinities = List.of(new Affinity(Affinity.Kind.COOKIE, "my.session"));
        assertThat(plan().refusals()).isEmpty();
        rules.set(0, affinityRule("http-header", "Cookie", "*; my.session=v2;*"));
        assertThat(plan().refusals()).as("as it was before").isEmpty();
    }

    @Test
    void theCountOfOneThatScalesOrMayScaleIsNoDifference() {
        made();
        count = Optional.of(5);
        assertThat(plan().refusals()).singleElement().asString().contains("--count");

        ownScaling = Lookup.of(scaling(1, 10));
        assertThat(plan().refusals()).isEmpty();

        ownScaling = Lookup.unknown("DescribeScalableTargets: ThrottlingException");
        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void ofSeveralAffinitiesThoseWithoutARuleAreMissing() {
        affinities = List.of(COOKIE, QUERY);
        rules.add(affinityRule("http-header", "Cookie", "^(.*; ?)?my\\.session=v2(;.*)?$"));

        assertThat(plan().refusals()).isEmpty();
        assertThat(plan().missingRules()).containsExactly(QUERY);

        rules.add(affinityRule("query-string", "d", "v1"));
        assertThat(plan().missingRules()).as("that rule is another's").containsExactly(QUERY);
    }

    @Test
    void eachMissingRuleCountsForTheQuota() {
        affinities = List.of(COOKIE, QUERY);
        IntStream.range(0, 98).forEach(each -> rules.add(rule(each + 1, Map.of())));
        assertThat(plan().refusals()).isEmpty();

        rules.add(rule(99, Map.of()));
        assertThat(plan().refusals())
                .containsExactly("the load balancer has 99 rules and 2 are to be made, 100 are allowed");
    }

    @Test
    void anAffinityMoreOrLessIsADifferenceOnceTheServiceIsThere() {
        made();
        rules.add(affinityRule("http-header", "Cookie", "^(.*; ?)?my\\.session=v2(;.*)?$"));
        affinities = List.of(COOKIE, QUERY);
        assertThat(plan().refusals()).singleElement().asString().contains("--affinity: it has no rule for query:d");

        rules.add(affinityRule("query-string", "d", "v2"));
        assertThat(plan().refusals()).isEmpty();

        affinities = List.of(COOKIE);
        assertThat(plan().refusals())
                .singleElement()
                .asString()
                .contains("--affinity: its rule has query-string d v2, asked for is cookie:my.session");
    }

    @Test
    void rulesThatAreAllGoneAreMadeAgain() {
        made();
        affinities = List.of(COOKIE, QUERY);

        assertThat(plan().refusals()).isEmpty();
        assertThat(plan().missingRules()).containsExactly(COOKIE, QUERY);
    }

    /** What draining took down, its mark says. */
    @Test
    void theCountThatItsMarkSaysIsNoDifference() {
        made();
        count = Optional.of(5);
        names.tag("v2", "desired_count", "5");

        assertThat(plan().refusals()).isEmpty();
    }

    @Test
    void eachSettingOfTheTargetGroupThatDiffersIsNamed() {
        made();
        group = Optional.of(new GroupRequest("/", "200-299", 10, Optional.empty()));
        assertThat(plan().refusals()).singleElement().asString().contains("--health-matcher: it has 200-299");

        group = Optional.of(new GroupRequest("/", "200", 30, Optional.empty()));
        assertThat(plan().refusals()).singleElement().asString().contains("--health-interval: it has 30");
        group = Optional.of(new GroupRequest("/", "200", 10, Optional.of(Duration.ofSeconds(60))));
        assertThat(plan().refusals()).as("no delay is asked for").isEmpty();
    }

    @Test
    void aNameThatIsTaggedForAnotherClusterIsRefused() {
        groups.add(group("arn:a", "a", Map.of("deployment_name", "other", "cluster", "there")));
        groups.add(group("arn:b", "b", Map.of("deployment_name", "app", "cluster", "prod")));
        assertThat(plan().refusals()).isEmpty();

        groups.add(group("arn:c", "c", Map.of("deployment_name", "app", "cluster", "there")));
        groups.add(group("arn:d", "d", Map.of("deployment_name", "app", "cluster", "elsewhere")));
        assertThat(plan().refusals())
                .containsExactly("target groups of app are tagged for the cluster elsewhere, there: a name belongs to"
                        + " one cluster, for its parameters are the whole account's");
    }

    @Test
    void whatSessionsLoseIsWarnedOf() {
        assertThat(plan().warnings()).singleElement().asString().startsWith("no --affinity:");
        assertThat(plan(false).warnings())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("the task definition has no sidecar:");
        affinities = List.of(new Affinity(Affinity.Kind.QUERY, "d"));
        assertThat(plan().warnings()).isEmpty();
    }

    @Test
    void aLiveOneThatDrainingTookDownSaysByItsMarkHowManyTheNewOneGets() {
        names.tagged("v1", 1, "active")
                .state("v1", "active", 2)
                .desired("v1", 0)
                .tag("v1", "desired_count", "7");
        assertThat(plan().count()).isEqualTo(7);

        names.tag("v1", "desired_count", "0");
        assertThat(plan().count()).isEqualTo(2);
    }

    @Test
    void oneThatIsBeingDeletedIsRefusedAtOnce() {
        existing = Optional.of(new Existing("svc-app-v2", "DRAINING", 0, "arn:td:1", List.of(), List.of(), List.of()));

        assertThat(plan().refusals())
                .singleElement()
                .asString()
                .contains("svc-app-v2 is being deleted", "DRAINING", "deploy under a new id");
    }

    @Test
    void aServiceOfThatNameThatIsNotOursIsRefused() {
        existing = Optional.of(new Existing("svc-app-v2", "ACTIVE", 2, "arn:td:1", List.of(), List.of(), List.of()));

        assertThat(plan().refusals()).singleElement().asString().contains("not tagged for v2");
    }

    @Test
    void oneThatIsScaledToZeroCannotBecomeLiveByDeploying() {
        made();
        existing = Optional.of(new Existing("svc-app-v2", "ACTIVE", 0, "arn:td:1", List.of(), List.of(), List.of()));

        assertThat(plan().refusals()).singleElement().asString().contains("scaled to zero", "rollback");
    }

    /** The service as a run before this one made it. */
    private void made() {
        names.tagged("v2", 10, "deploying");
        existing = Optional.of(new Existing(
                "svc-app-v2",
                "ACTIVE",
                2,
                "arn:td:1",
                List.of(new Existing.Attachment("app", 8080)),
                List.of("subnet-a"),
                List.of("sg-1")));
    }

    private static RuleView affinityRule(String field, String name, String value) {
        boolean regex = value.startsWith("^");
        List<String> values = List.of(value);
        return new RuleView(
                "arn:rule/1000",
                LISTENER,
                1000,
                List.of(new RuleView.ConditionView(
                        field, name, regex ? List.of() : values, regex ? values : List.of())),
                List.of(),
                Map.of("deployment_name", "app", "deployment_id", "v2"));
    }

    private static ScalingView scaling(int least, int most) {
        return new ScalingView("service/prod/svc", least, most, false, false, false);
    }

    private DeployPlan plan() {
        return plan(true);
    }

    private DeployPlan plan(boolean sidecar) {
        ListenerView listener = new ListenerView(LISTENER, BALANCER, defaults, Observed.known(rules));
        DeployView view = new DeployView(
                names.view(100),
                listener,
                fronts,
                "http://front/",
                "vpc-1",
                Map.of(LISTENER, rules, "arn:other-listener", elsewhere),
                groups,
                new Owners(owners),
                existing,
                group,
                serviceDifferences,
                ownScaling,
                new LiveScaling(liveScaling, livePolicies, liveActions),
                quotas);
        return DeployPlan.of(
                view,
                Requests.deploy(
                        KEY,
                        LISTENER,
                        count,
                        affinities,
                        scaling,
                        secret ? Optional.of(new Secret("x")) : Optional.empty()),
                sidecar);
    }

    private static RuleView rule(int priority, Map<String, String> tags) {
        return new RuleView("arn:rule/" + priority, LISTENER, priority, List.of(), List.of(), tags);
    }

    private static TargetGroupView group(String arn, String name, Map<String, String> tags) {
        return new TargetGroupView(
                arn, name, tags, List.of(BALANCER), Observed.unknown("not asked"), Observed.unknown("not asked"));
    }
}
