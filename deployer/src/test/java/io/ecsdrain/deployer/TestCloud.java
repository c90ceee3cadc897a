package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.fixture.ClusterFixture;
import io.ecsdrain.fixture.LocalCluster;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/** A cluster and a listener, and the command line run against them; time moves when a verb waits. */
final class TestCloud extends LocalCluster {

    static final String DEPLOYER = "AKDEPLOYER";

    /** What one run of the program said and how it ended. */
    record Ran(int exit, String out, String err) {}

    Ran run(String... arguments) {
        return run(Map.of(), arguments);
    }

    Ran run(Map<String, String> variables, String... arguments) {
        return runAs(variables, connecting(DEPLOYER), Optional.empty(), arguments);
    }

    /** A person at a terminal answers so to every question. */
    Ran answering(String answer, String... arguments) {
        return runAs(Map.of(), connecting(DEPLOYER), Optional.of(answer + "\n"), arguments);
    }

    /** One run of the reaper, by a role of its own. */
    Ran reap() {
        return reap(Map.of());
    }

    Ran reap(Map<String, String> variables) {
        return runAs(variables, connecting("AKREAPER"), Optional.empty(), "reap", "--yes");
    }

    /** A verb with something happening in its middle. */
    Ran run(Interrupted interrupted, String role, String... arguments) {
        return runAs(
                Map.of(), target -> interrupted.clients(connecting(role).apply(target)), Optional.empty(), arguments);
    }

    private Function<Target, AwsClients> connecting(String role) {
        return target -> AwsClients.forTest(aws.endpoint(), role);
    }

    /**
     * {@code watch} by a person at a terminal, or without one: in each wait between two looks the next of these things
     * happens, and after the last one it is to end.
     */
    Ran watch(boolean terminal, List<Runnable> happens, String... arguments) {
        Iterator<Runnable> next = happens.iterator();
        Sleeper waiting = time -> {
            if (!next.hasNext()) {
                throw new InterruptedException();
            }
            aws.advance(time);
            next.next().run();
        };
        Ran ran = runAs(
                Map.of(), connecting(DEPLOYER), terminal ? Optional.of("") : Optional.empty(), waiting, arguments);
        assertThat(Thread.interrupted()).as("ended by the wait").isTrue();
        return ran;
    }

    private Ran runAs(
            Map<String, String> variables,
            Function<Target, AwsClients> connect,
            Optional<String> answers,
            String... arguments) {
        return runAs(variables, connect, answers, aws::advance, arguments);
    }

    private Ran runAs(
            Map<String, String> variables,
            Function<Target, AwsClients> connect,
            Optional<String> answers,
            Sleeper waiting,
            String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader(answers.orElse(""))),
                answers.isPresent());
        Outside outside = new Outside(aws::now, ConvergeSettings.DEFAULT.waiting(waiting), connect);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("CLUSTER", "prod");
        int exit = Main.run(arguments, environment, console, outside);
        if (!out.toString().isEmpty() && String.join(" ", arguments).contains("--output json")) {
            assertThat(OutputSchema.problems(arguments[0], out.toString()))
                    .as(out.toString())
                    .isEmpty();
        }
        return new Ran(exit, out.toString(), err.toString());
    }

    Ran activate(String name, String id, String... more) {
        return run(all(List.of("activate", "--deployment-name", name, "--deployment-id", id), more));
    }

    Ran deploy(String name, String id, String... more) {
        return run(deployment(name, id, more));
    }

    String[] deployment(String name, String id, String... more) {
        return all(
                List.of(
                        "deploy",
                        "--deployment-name",
                        name,
                        "--deployment-id",
                        id,
                        "--task-definition",
                        ClusterFixture.APP,
                        "--container",
                        ClusterFixture.APP,
                        "--container-port",
                        "8080",
                        "--listener",
                        listener,
                        "--subnets",
                        "subnet-a",
                        "--security-groups",
                        "sg-1"),
                more);
    }

    /** A flag given again replaces the first. */
    private static String[] all(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        for (int at = 0; at < more.length; at += 2) {
            int there = all.indexOf(more[at]);
            if (there >= 0) {
                all.set(there + 1, more[at + 1]);
            } else {
                all.addAll(List.of(more[at], more[at + 1]));
            }
        }
        return all.toArray(String[]::new);
    }

    /** A service as a team's own script makes it. */
    void service(String name, Map<String, String> tags) {
        fixture.service(name, 1, tags);
        aws.advance(Duration.ofSeconds(1));
    }

    void defaultTo(String group) {
        fixture.defaultAction(listener, group);
    }

    /** The target group that the listener's default action forwards to; empty if it does something else. */
    Optional<String> defaultGroup() {
        return team.elb().describeListeners(describe -> describe.listenerArns(listener)).listeners().stream()
                .flatMap(found -> found.defaultActions().stream())
                .map(Action::targetGroupArn)
                .filter(arn -> arn != null)
                .findFirst();
    }

    /** The target group of a service. */
    String group(String service) {
        return describe(service).loadBalancers().get(0).targetGroupArn();
    }

    Optional<String> state(String name, String id) {
        return state(new DeploymentKey(name, id));
    }

    /** The deployer's mutating calls since the given one, as {@code operation} words. */
    List<String> writesSince(long seq) {
        return writesSince(seq, DEPLOYER);
    }
}
