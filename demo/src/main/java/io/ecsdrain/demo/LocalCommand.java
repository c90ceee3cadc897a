package io.ecsdrain.demo;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Settings;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.LocalAwsBuilder;
import io.ecsdrain.localaws.links.TaskMode;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drain local}. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "An empty AWS on loopback, for your own use. "
                + "ECS, SSM, CloudWatch, CloudWatch Logs, ELBv2, Application Auto Scaling. Point any SDK or the AWS CLI at it with"
                + " AWS_ENDPOINT_URL; any credentials do. Ctrl-C or SIGTERM ends it.")
final class LocalCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "0 to 65535, 0 for any free one (default: 4566)")
    private String port;

    @Option(
            names = "--tasks",
            paramLabel = "inert|process",
            description = "inert: tasks are a state only; process: their commands run here (default: inert)")
    private String tasks;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LocalAws aws = started(configured());
        // SIGTERM and Ctrl-C run this hook; it ends what runs before the JVM goes.
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
        System.out.println("ready " + aws.endpoint());
        System.out.flush();
        new CountDownLatch(1).await();
        return ExitCode.DONE.status();
    }

    private static LocalAws started(LocalAwsBuilder builder) {
        try {
            return builder.start();
        } catch (UncheckedIOException taken) {
            throw new IllegalStateException(taken.getMessage() + "; --port 0 takes any free port", taken);
        }
    }

    /** @throws io.ecsdrain.contract.ConfigurationException with every problem at once */
    private LocalAwsBuilder configured() {
        Map<String, String> given = new HashMap<>();
        Optional.ofNullable(port).ifPresent(value -> given.put("--port", value));
        Optional.ofNullable(tasks).ifPresent(value -> given.put("--tasks", value));
        Settings settings = Settings.of(given);
        Main.refuseUnknown(spec, settings);
        int number = settings.integer("--port", 4566, 0, 65_535);
        TaskMode mode = settings.choice("--tasks", TaskMode.INERT, TaskMode.class);
        return settings.orThrow(() -> LocalAws.builder().port(number).tasks(mode));
    }
}
