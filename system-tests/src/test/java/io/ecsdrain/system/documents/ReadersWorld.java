package io.ecsdrain.system.documents;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.elbv2.ElbSwitches;
import io.ecsdrain.localaws.links.LocalImage;
import io.ecsdrain.localaws.links.TaskMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that one reader works with: an AWS, an account, a desk. Tasks are processes, of the app's image and of the
 * sidecar's.
 */
final class ReadersWorld implements AutoCloseable {

    /** What the document calls the image of the reader's app. */
    static final String APP = "my-image";

    private static final String ACCOUNT = "123456789012";

    private final ReadersAccount account = new ReadersAccount(ACCOUNT, "eu-west-1");
    private final LocalAws aws;
    private final AwsClients team;
    private final Counter counter;
    private final Desk desk;

    ReadersWorld(Path folder, TaskMode tasks) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        aws = LocalAws.builder()
                .tasks(tasks)
                .image(APP, app())
                .image(account.registry() + "/ecs-drain-sidecar:1", sidecar(folder.resolve("sidecar-port")))
                .start();
        aws.switches().set(ElbSwitches.HEALTH_CHECK_SPEED_UP, true);
        team = AwsClients.forTest(aws.endpoint(), "AKTEAM");
        counter = new Counter(account, LeftOut.of(account, new ReadersStacks(folder, account, team)));
        desk = new Desk(folder, counter.address());
    }

    LocalAws aws() {
        return aws;
    }

    AwsClients team() {
        return team;
    }

    Counter counter() {
        return counter;
    }

    Desk desk() {
        return desk;
    }

    private static LocalImage app() {
        return new LocalImage(
                List.of(
                        Desk.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.ecsdrain.demo.app.DemoApp"),
                Map.of("PORT", "{{port:8080}}", "SIDECAR", "http://localhost:{{port:9901}}", "DEPLOYMENT_ID", "none"));
    }

    /** Beside what the image does it tells where the sidecar listens, for who is in its task. */
    private static LocalImage sidecar(Path port) {
        String script =
                "echo \"$DRAIN_PORT\" > '%s'; exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' io.ecsdrain.sidecar.Main"
                        .formatted(port, Desk.java(), System.getProperty("java.class.path"));
        return new LocalImage(
                List.of("sh", "-c", script), Map.of("DRAIN_PORT", "{{port:9901}}"), Set.of("DRAIN_BUSY_PORTS"));
    }

    @Override
    public void close() {
        counter.close();
        team.close();
        aws.close();
    }
}
