package io.ecsdrain.localaws.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** ECS alone on a bench: time by hand, a load balancer side that does as it is told, calls as JSON. */
public final class EcsBench {

    public static final String GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/g/1";

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    public final World world = new World("123456789012", "eu-west-1", TaskMode.INERT, () -> now);
    public final ToldTargets targets = new ToldTargets();
    public final Ecs ecs;
    private final Operations operations;

    public EcsBench() {
        this(world -> new InertRuntime());
    }

    public EcsBench(Function<World, TaskRuntime> runtime) {
        world.listensAt(URI.create("http://127.0.0.1:9"));
        EcsContext context = new EcsContext(world, targets, runtime.apply(world), EcsTimings.defaults(), new Random(7));
        ecs = new Ecs(context);
        operations = ecs.operations();
        call("CreateCluster", "{'clusterName':'c'}");
    }

    /** Calls an operation with JSON in single quotes; answers JSON without nulls being told apart from absence. */
    public JsonNode call(String name, String json) {
        return call(operations.byName().get(name), json.replace('\'', '"'));
    }

    private <I> JsonNode call(Operations.Operation<I> operation, String json) {
        try {
            I input = JSON.readValue(json, operation.input());
            return JSON.valueToTree(world.locked(() -> operation.handler().apply(input)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Instant now() {
        return now;
    }

    /** Moves time in steps of at most a second, as the emulator does. */
    public void advance(Duration by) {
        for (Instant end = now.plus(by); now.isBefore(end); ) {
            Instant next = now.plusSeconds(1);
            now = next.isAfter(end) ? end : next;
            world.locked(() -> ecs.tick(now));
        }
    }

    public void registerInertTask() {
        call("RegisterTaskDefinition", """
                {'family':'f','networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],'cpu':'256','memory':'512',
                 'containerDefinitions':[{'name':'app','image':'i','portMappings':[{'containerPort':8080}]},
                                         {'name':'side','image':'s','essential':false}]}""");
    }

    /** A Fargate service of {@code f}; {@code more} begins with a comma or is empty. */
    public JsonNode createService(String name, int desired, String more) {
        return call(
                "CreateService",
                "{'cluster':'c','serviceName':'" + name
                        + "','taskDefinition':'f','launchType':'FARGATE','desiredCount':" + desired
                        + ",'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s']}}" + more + "}");
    }

    public static String balanced() {
        return ",'loadBalancers':[{'targetGroupArn':'" + GROUP + "','containerName':'app','containerPort':8080}]";
    }

    public JsonNode service(String name) {
        return call("DescribeServices", "{'cluster':'c','services':['" + name + "'],'include':['TAGS']}")
                .at("/services/0");
    }

    public void scale(String name, int desired) {
        call("UpdateService", "{'cluster':'c','service':'" + name + "','desiredCount':" + desired + "}");
    }

    public int listed(String service, String desiredStatus) {
        return call(
                        "ListTasks",
                        "{'cluster':'c','serviceName':'" + service + "','desiredStatus':'" + desiredStatus + "'}")
                .get("taskArns")
                .size();
    }

    /** lastStatus of every task of the service that ECS still knows. */
    public List<String> statuses(String service) {
        return ecs.tasks().stream()
                .filter(each -> each.serviceName().equals(service))
                .map(TaskView::lastStatus)
                .toList();
    }

    public static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
