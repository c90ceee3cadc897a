package io.ecsdrain.demo;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.links.TaskMode;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drain local}. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = {
            "An empty AWS (ECS, SSM, CloudWatch, ELBv2, Application Auto Scaling) on loopback, for your own use.",
            "Point any SDK or the AWS CLI at it with AWS_ENDPOINT_URL; any credentials do. Ctrl-C or SIGTERM ends it."
        })
final class LocalCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "0 to 65535, 0 for any free one (default: 4566)")
    private int port = 4566;

    @Option(
            names = "--tasks",
            paramLabel = "inert|process",
            converter = TaskModeConverter.class,
            description = "inert: tasks are a state only; process: their commands run here (default: inert)")
    private TaskMode tasks = TaskMode.INERT;

    @Spec
    private CommandSpec spec;

    private static final class TaskModeConverter implements CommandLine.ITypeConverter<TaskMode> {
        @Override
        public TaskMode convert(String value) {
            for (TaskMode mode : TaskMode.values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return mode;
                }
            }
            throw new CommandLine.TypeConversionException("must be inert or process, but is '" + value + "'");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be a whole number from 0 to 65535, but is '" + port + "'");
        }
        LocalAws aws = LocalAws.builder().port(port).tasks(tasks).start();
        // SIGTERM and Ctrl-C run this hook; it ends what runs before the JVM goes.
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
        System.out.println("ready " + aws.endpoint());
        System.out.flush();
        new CountDownLatch(1).await();
        return ExitCode.DONE.status();
    }
}
