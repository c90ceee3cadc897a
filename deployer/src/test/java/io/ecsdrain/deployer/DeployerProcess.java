package io.ecsdrain.deployer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program as a process of its own. The caller's own region, profile and files are kept out of it. */
final class DeployerProcess {

    private DeployerProcess() {}

    /** @param home an empty directory */
    static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command in this environment and, for what stands before it, the caller's path. */
    static ProcessBuilder in(Path home, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    /** By which it finds the cloud. */
    static Map<String, String> environment(TestCloud cloud) {
        return Map.of(
                "AWS_ENDPOINT_URL",
                cloud.aws.endpoint().toString(),
                "AWS_REGION",
                "eu-west-1",
                "AWS_ACCESS_KEY_ID",
                TestCloud.DEPLOYER,
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "CLUSTER",
                "prod");
    }
}
