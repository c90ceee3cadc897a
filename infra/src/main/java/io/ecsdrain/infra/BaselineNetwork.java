package io.ecsdrain.infra;

import io.ecsdrain.contract.NoLiveResponse;
import java.util.List;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancerRedirectConfig;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.FixedResponseOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.constructs.Construct;

/** A network of two zones, an internet-facing load balancer in its public half, room for tasks in its private half. */
final class BaselineNetwork extends Construct {

    private static final int ZONES = 2;

    private final Vpc vpc;
    private final SecurityGroup taskGroup;
    private final ApplicationLoadBalancer loadBalancer;
    private final ApplicationListener listener;
    private final String scheme;

    BaselineNetwork(Construct scope, String id, BaselineOptions options) {
        super(scope, id);
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(options.vpcCidr()))
                .maxAzs(ZONES)
                .natGateways(options.natGateways())
                .build();
        Nag.suppress(
                vpc,
                "AwsSolutions-VPC7",
                "Flow logs are billed by the gigabyte and are a matter of the account's own rules.");
        SecurityGroup front = group("LoadBalancerGroup", "Clients to the load balancer");
        taskGroup = group("TaskGroup", "The load balancer to the tasks");
        taskGroup.addIngressRule(front, Port.tcp(options.containerPort()), "Requests and health checks");
        loadBalancer = ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
                .vpc(vpc)
                .internetFacing(true)
                .securityGroup(front)
                .dropInvalidHeaderFields(true)
                .build();
        Nag.suppress(
                loadBalancer,
                "AwsSolutions-ELB2",
                "Access logs need a bucket whose keeping is a matter of the account's own rules.");
        scheme = options.certificateArn().isPresent() ? "https" : "http";
        listener = options.certificateArn().map(this::https).orElseGet(this::http);
        open(front, options.certificateArn().isPresent());
    }

    Vpc vpc() {
        return vpc;
    }

    SecurityGroup taskGroup() {
        return taskGroup;
    }

    ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    ApplicationListener listener() {
        return listener;
    }

    String scheme() {
        return scheme;
    }

    /** As {@code --subnets} takes them. */
    String taskSubnets() {
        return String.join(
                ",",
                vpc.getPrivateSubnets().stream()
                        .map(subnet -> subnet.getSubnetId())
                        .toList());
    }

    private SecurityGroup group(String id, String description) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(true)
                .build();
    }

    private void open(SecurityGroup front, boolean https) {
        front.addIngressRule(Peer.anyIpv4(), Port.tcp(80), "Clients");
        if (https) {
            front.addIngressRule(Peer.anyIpv4(), Port.tcp(443), "Clients");
        }
        Nag.suppress(front, "AwsSolutions-EC23", "The load balancer is there for clients from anywhere.");
    }

    private ApplicationListener http() {
        return loadBalancer.addListener(
                "Http",
                BaseApplicationListenerProps.builder()
                        .port(80)
                        .open(false)
                        .defaultAction(noLiveResponse())
                        .build());
    }

    private ApplicationListener https(String certificate) {
        loadBalancer.addRedirect(
                ApplicationLoadBalancerRedirectConfig.builder().open(false).build());
        return loadBalancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(443)
                        .open(false)
                        .certificates(List.of(ListenerCertificate.fromArn(certificate)))
                        .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                        .defaultAction(noLiveResponse())
                        .build());
    }

    /**
     * Until the first deployment; from then on the deployer points it. CloudFormation sends it again whenever anything
     * else of the listener changes; converge knows these words and undoes that.
     */
    private static ListenerAction noLiveResponse() {
        return ListenerAction.fixedResponse(
                NoLiveResponse.STATUS,
                FixedResponseOptions.builder()
                        .contentType("text/plain")
                        .messageBody(NoLiveResponse.BODY)
                        .build());
    }
}
