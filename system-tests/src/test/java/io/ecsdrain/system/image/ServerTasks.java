package io.ecsdrain.system.image;

import com.sun.net.httpserver.HttpServer;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.TaskMode;
import io.ecsdrain.system.pipeline.Rollouts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A local AWS whose tasks are real containers: the sidecar's image, and beside it in its network namespace a server
 * that knows nothing of drain. Each container is run by a {@code docker} command line, which is the process that
 * local-aws starts and stops.
 */
final class ServerTasks implements AutoCloseable {

    /** Made by {@code .ci/docker} of the distribution's packages. */
    static final String SERVERS = "ecs-drain-servers";

    /** What runs in the server's container, by the image's name in the task definition. */
    static final Map<String, String> COMMANDS = Map.of(
            "node-ws", "exec node /srv/node-ws.js 8080",
            "nginx", "node /srv/node-ws.js 8081 & exec nginx -c /srv/nginx.conf",
            "gunicorn", "cd /srv && exec gunicorn -b 0.0.0.0:8080 -w 2 -k uvicorn.workers.UvicornWorker asgi:app");

    private static final String LABEL = "ecs-drain-test=servers";
    private static final String ONE_TASK = "task-{{port:8080}}";
    private static final Path FILES = Path.of("src/test/servers").toAbsolutePath();
    private static final List<String> FROM_ECS = List.of(
            "DEPLOYMENT_NAME",
            "DEPLOYMENT_ID",
            "DRAIN_PARAM",
            "DRAIN_BUSY_PORTS",
            "AWS_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY");

    private final LocalAws aws;
    private final HttpServer gateway;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ServerTasks() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(Engine.gateway(), 0), 0);
        var builder = LocalAws.builder().tasks(TaskMode.PROCESS).image(Rollouts.SIDECAR, sidecar());
        COMMANDS.forEach((name, command) -> builder.image(name, server(command)));
        aws = builder.start();
        Forwarder forwarder = new Forwarder(aws.endpoint());
        gateway.setExecutor(threads);
        gateway.createContext(
                "/",
                exchange ->
                        forwarder.forward(exchange, exchange.getRequestBody().readAllBytes()));
        gateway.start();
    }

    LocalAws aws() {
        return aws;
    }

    /**
     * The task's port 8080 is published to the machine, where the load balancer is; the number that the sidecar counts
     * stays 8080.
     */
    private LocalImage sidecar() {
        String address = "http://" + gateway.getAddress().getAddress().getHostAddress() + ":"
                + gateway.getAddress().getPort();
        List<String> passed = new ArrayList<>(FROM_ECS);
        passed.addAll(new TreeSet<>(Rollouts.HURRY.keySet()));
        String variables = passed.stream().map(name -> " -e " + name).collect(Collectors.joining());
        String script = "exec docker run --rm --name " + ONE_TASK + " --label " + LABEL
                + " -p 127.0.0.1:{{port:8080}}:8080 --read-only --cap-drop ALL --user 65532 --memory 64m"
                + " -e AWS_ENDPOINT_URL=" + address
                + " -e ECS_CONTAINER_METADATA_URI_V4=" + address + "/v4/${ECS_CONTAINER_METADATA_URI_V4##*/}"
                + variables + " ecs-drain-sidecar";
        return new LocalImage(List.of("sh", "-c", script), Rollouts.HURRY);
    }

    /** It joins the network namespace of the sidecar, once that runs. */
    private static LocalImage server(String command) {
        String script = "until [ \"$(docker inspect -f '{{.State.Running}}' " + ONE_TASK + " 2>/dev/null)\" = true ];"
                + " do sleep 0.1; done; exec docker run --rm --init --label " + LABEL + " --network container:"
                + ONE_TASK
                + " -v " + FILES + ":/srv:ro " + SERVERS + " sh -c '" + command + "'";
        return new LocalImage(List.of("sh", "-c", script), Map.of());
    }

    @Override
    public void close() throws IOException {
        aws.close();
        gateway.stop(0);
        threads.shutdownNow();
        DockerCommand.remove(LABEL);
    }
}
