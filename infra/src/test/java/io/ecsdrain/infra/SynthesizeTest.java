package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as the CDK command line starts it: a process of its own, its context in the environment. */
@NeedsNode
class SynthesizeTest {

    @TempDir
    Path folder;

    @Test
    void synthesizesWithoutCredentialsOrNetworkAndAsksNothingOfAnAccount() throws Exception {
        Path jar = Files.write(folder.resolve("reaper.jar"), new byte[0]);
        String context = "{\"stack\":\"baseline\",\"cluster\":\"main\",\"deploymentName\":\"app\",\"reaperJar\":\""
                + jar + "\",\"@aws-cdk/core:flag\":true,\"aws:cdk:version-reporting\":true}";

        int status = run(context);

        assertThat(folder.resolve("err")).content().isEmpty();
        assertThat(status).isZero();
        assertThat(folder.resolve("cdk.out/EcsDrain-main-app.template.json")).isNotEmptyFile();
        // What could only be looked up in an account would be listed here.
        assertThat(folder.resolve("cdk.out/manifest.json")).content().doesNotContain("\"missing\"");
    }

    private int run(String context) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(withoutNetwork());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InfraApp.class.getName()));
        ProcessBuilder app = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        Map<String, String> environment = app.environment();
        environment.keySet().removeIf(variable -> variable.startsWith("AWS_"));
        environment.put("CDK_CONTEXT_JSON", context);
        environment.put("CDK_OUTDIR", folder.resolve("cdk.out").toString());
        Process process = app.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A network namespace with nothing in it, where the machine lets us make one. */
    private List<String> withoutNetwork() throws IOException, InterruptedException {
        List<String> unshare = List.of("unshare", "--map-root-user", "--net");
        try {
            List<String> nothing = new ArrayList<>(unshare);
            nothing.add("true");
            Process probe = new ProcessBuilder(nothing)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("probe").toFile())
                    .start();
            return probe.waitFor() == 0 ? unshare : List.of();
        } catch (IOException noSuchProgram) {
            return List.of();
        }
    }
}
