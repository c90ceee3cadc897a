package io.ecsdrain.deployer;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.CallRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** A loopback AWS with stepped time, and what somebody sees who looks at it. */
abstract class CloudView {

    static final String DEPLOYER = "AKDEPLOYER";

    final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
    final AwsClients clients = AwsClients.forTest(aws.endpoint(), "AKTEST");

    /** The ARN of the listener that is looked at. */
    abstract String listener();

    Optional<String> parameter(String path) {
        try {
            return Optional.of(clients.ssm().getParameter(get -> get.name(path)).parameter())
                    .map(Parameter::value);
        } catch (ParameterNotFoundException missing) {
            return Optional.empty();
        }
    }

    Optional<String> state(String name, String id) {
        return parameter(new DeploymentKey(name, id).stateParameter());
    }

    Map<String, String> tags(String service) {
        return describe(service).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> one, TreeMap::new));
    }

    Service describe(String service) {
        return clients.ecs()
                .describeServices(
                        describe -> describe.cluster("prod").services(service).include(ServiceField.TAGS))
                .services()
                .get(0);
    }

    /** The target group that the listener's default action forwards to; empty if it does something else. */
    Optional<String> defaultGroup() {
        return clients.elb().describeListeners(describe -> describe.listenerArns(listener())).listeners().stream()
                .flatMap(found -> found.defaultActions().stream())
                .map(Action::targetGroupArn)
                .filter(arn -> arn != null)
                .findFirst();
    }

    String group(String service) {
        return describe(service).loadBalancers().get(0).targetGroupArn();
    }

    /** The deployer's mutating calls since the given one, as {@code operation} words. */
    List<String> writesSince(long seq) {
        return aws.calls().stream()
                .filter(call -> call.seq() > seq && call.accessKey().equals(DEPLOYER))
                .map(CallRecord::operation)
                .filter(operation -> !operation.matches("(Get|Describe|List).*"))
                .toList();
    }

    long calls() {
        List<CallRecord> calls = aws.calls();
        return calls.get(calls.size() - 1).seq();
    }
}
