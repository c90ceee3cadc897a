package io.ecsdrain.system.histories;

import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.inventory.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** What others have in the same cluster, on the same listener and among the same parameters, named as if it were ours. */
final class Bystanders {

    private static final AwsClients AWS = Stage.CLIENTS;
    /** The beginnings of names that are ours; also an id that the first deployment's begins. */
    private static final String SERVICE = "svc-app-20260101";

    private static final String VALUE = "20260101-000001-0000010-beta";
    private static final List<String> PARAMETERS = List.of("/apps/app/limits", "/apps/app-2/20260101/state");

    private final Stage stage;
    private final Map<String, String> before;

    /** Others come first. */
    Bystanders(Stage stage) {
        this.stage = stage;
        String group = Stage.FIXTURE.targetGroup("others", Map.of());
        AWS.elb().createRule(create -> create.listenerArn(stage.listeners.get("app"))
                .priority(49_000)
                .conditions(RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(
                                header -> header.httpHeaderName("x-version").values(VALUE))
                        .build())
                .actions(ClusterFixture.forward(group)));
        Stage.FIXTURE.service(SERVICE, 1, Map.of(), group);
        PARAMETERS.forEach(name -> Stage.FIXTURE.parameter(name, "draining"));
        this.before = theirs(group);
    }

    private Map<String, String> theirs(String group) {
        Map<String, String> theirs = new TreeMap<>();
        stage.aws.ecs().services().stream()
                .filter(service -> service.name().equals(SERVICE))
                .forEach(service -> theirs.put("service", service.toString()));
        stage.aws.elb().groups().stream()
                .filter(each -> each.arn().equals(group))
                .forEach(each -> theirs.put(group, each.tags() + " " + each.attributes()));
        stage.aws.elb().routes().stream()
                .filter(rule -> rule.values().contains(VALUE))
                .forEach(rule -> theirs.put("rule", rule.toString()));
        AWS.ssm()
                .getParameters(get -> get.names(PARAMETERS))
                .parameters()
                .forEach(parameter -> theirs.put(parameter.name(), parameter.value() + " " + parameter.version()));
        theirs.put("group", group);
        return theirs;
    }

    /** @return what of theirs was touched */
    List<String> problems() {
        Map<String, String> now = theirs(before.get("group"));
        List<String> touched = new ArrayList<>();
        before.forEach((what, was) -> {
            if (!was.equals(now.get(what))) {
                touched.add("somebody else's " + what + " was " + was + " and is " + now.get(what));
            }
        });
        return touched;
    }
}
