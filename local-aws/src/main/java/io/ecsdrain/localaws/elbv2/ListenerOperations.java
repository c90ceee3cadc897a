package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.ElbState.StoredRule;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.CreateListener;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.DeleteListener;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.DescribeListeners;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.Listener;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.ListenersResult;
import io.ecsdrain.localaws.elbv2.shapes.Listeners.ModifyListener;
import io.ecsdrain.localaws.elbv2.shapes.LoadBalancers.LoadBalancer;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.Rule;
import io.ecsdrain.localaws.elbv2.shapes.Tags.Nothing;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Operations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Listeners of load balancers, each with its default rule. One of HTTPS has a certificate and may have clients log in;
 * its clients speak plain HTTP here all the same.
 */
final class ListenerOperations {

    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS");

    /** The default of the API, in its words. */
    private static final String SSL_POLICY = "ELBSecurityPolicy-2016-08";

    private final ElbState state;
    private final Attachments attachments;
    private final Publisher publisher;

    ListenerOperations(ElbState state, Attachments attachments, Publisher publisher) {
        this.state = state;
        this.attachments = attachments;
        this.publisher = publisher;
    }

    void declare(Operations operations) {
        operations
                .on("CreateListener", CreateListener.class, this::create)
                .on("DescribeListeners", DescribeListeners.class, this::describe)
                .on("ModifyListener", ModifyListener.class, this::modify)
                .on("DeleteListener", DeleteListener.class, this::delete);
    }

    private ListenersResult create(CreateListener request) {
        LoadBalancer balancer = state.loadBalancer(Check.required(request.loadBalancerArn(), "LoadBalancerArn"));
        String protocol = Check.required(request.protocol(), "Protocol");
        Check.supported(PROTOCOLS.contains(protocol), "listeners of " + protocol);
        boolean secure = protocol.equals("HTTPS");
        Check.that(
                secure != Check.orEmpty(request.certificates()).isEmpty(),
                "A certificate must be specified for HTTPS listeners, and for no other");
        Check.supported(request.alpnPolicy() == null, "AlpnPolicy");
        int port = Check.required(request.port(), "Port");
        Check.range(port, 1, 65_535, "Port");
        List<Action> actions = Actions.normalised(
                request.defaultActions(), "DefaultActions", new Actions.Terms(protocol, List.of(), false));
        TagStore.checkAtCreation(request.tags());
        Optional<Listener> same = state.listenersOf(balancer.loadBalancerArn()).stream()
                .filter(l -> l.port() == port)
                .findFirst();
        if (same.isPresent()) {
            return existing(same.get(), actions);
        }
        attachments.check(balancer.loadBalancerArn(), actions, null);
        String arn = state.newArn(ElbState.below(balancer.loadBalancerArn(), "listener"));
        Listener listener = new Listener(
                arn,
                balancer.loadBalancerArn(),
                port,
                protocol,
                secure ? request.certificates() : null,
                secure ? Check.or(request.sslPolicy(), SSL_POLICY) : null,
                actions);
        state.listeners.put(arn, listener);
        String ruleArn = state.newArn(ElbState.below(arn, "listener-rule"));
        state.rules.put(ruleArn, new StoredRule(arn, defaultRule(ruleArn, actions)));
        state.tags.create(arn, request.tags());
        publisher.open(listener);
        return new ListenersResult(List.of(listener), null);
    }

    private static ListenersResult existing(Listener same, List<Action> actions) {
        if (!same.defaultActions().equals(actions)) {
            throw AwsError.badRequest(
                    "DuplicateListener",
                    "A listener already exists on port " + same.port() + " for this load balancer");
        }
        return new ListenersResult(List.of(same), null);
    }

    private static Rule defaultRule(String arn, List<Action> actions) {
        return new Rule(arn, "default", List.of(), actions, true);
    }

    private ListenersResult describe(DescribeListeners request) {
        boolean byArn = !Check.orEmpty(request.listenerArns()).isEmpty();
        Check.that(
                byArn != (request.loadBalancerArn() != null),
                "You must specify either listener ARNs or a load balancer ARN");
        List<Listener> all = byArn
                ? request.listenerArns().stream()
                        .distinct()
                        .map(state::listener)
                        .sorted(Comparator.comparingLong(l -> state.order(l.listenerArn())))
                        .toList()
                : state.listenersOf(
                        state.loadBalancer(request.loadBalancerArn()).loadBalancerArn());
        Page<Listener> page = Page.of(
                all,
                l -> state.order(l.listenerArn()),
                request.marker(),
                state.granted(request.pageSize()),
                state.pageSize());
        return new ListenersResult(page.items(), page.nextMarker());
    }

    private ListenersResult modify(ModifyListener request) {
        Listener before = state.listener(Check.required(request.listenerArn(), "ListenerArn"));
        Check.supported(
                Check.or(request.port(), before.port()).equals(before.port())
                        && Check.or(request.protocol(), before.protocol()).equals(before.protocol()),
                "a change of a listener's port or protocol");
        Check.supported(
                request.sslPolicy() == null && request.certificates() == null && request.alpnPolicy() == null, "TLS");
        if (Check.orEmpty(request.defaultActions()).isEmpty()) {
            return new ListenersResult(List.of(before), null);
        }
        boolean keeps = state.world().switches().get(ElbSwitches.LISTENER_KEEPS_CLIENT_SECRET);
        List<Action> actions = Actions.normalised(
                request.defaultActions(),
                "DefaultActions",
                new Actions.Terms(before.protocol(), before.defaultActions(), keeps));
        List<StoredRule> rules = state.rulesOf(before.listenerArn());
        String defaultRuleArn = rules.get(rules.size() - 1).rule().ruleArn();
        attachments.check(before.loadBalancerArn(), actions, defaultRuleArn);
        Listener after = new Listener(
                before.listenerArn(),
                before.loadBalancerArn(),
                before.port(),
                before.protocol(),
                before.certificates(),
                before.sslPolicy(),
                actions);
        state.listeners.put(after.listenerArn(), after);
        state.rules.put(defaultRuleArn, new StoredRule(after.listenerArn(), defaultRule(defaultRuleArn, actions)));
        publisher.publish(after.listenerArn());
        return new ListenersResult(List.of(after), null);
    }

    private Nothing delete(DeleteListener request) {
        remove(state.listener(Check.required(request.listenerArn(), "ListenerArn")));
        return new Nothing();
    }

    /** With its rules. */
    void remove(Listener listener) {
        for (StoredRule rule : state.rulesOf(listener.listenerArn())) {
            state.rules.remove(rule.rule().ruleArn());
            state.tags.forget(rule.rule().ruleArn());
        }
        state.listeners.remove(listener.listenerArn());
        state.tags.forget(listener.listenerArn());
        publisher.close(listener.listenerArn());
    }
}
