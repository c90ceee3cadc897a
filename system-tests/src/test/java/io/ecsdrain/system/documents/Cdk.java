package io.ecsdrain.system.documents;

import io.ecsdrain.infra.InfraApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/**
 * The CDK app, as {@code cdk synth} runs it, in this process: its Node process takes seconds to start, and serves all
 * stacks.
 */
final class Cdk {

    private Cdk() {}

    /** @return the template's file, named after the stack */
    static synchronized Path synthesized(Path folder, Map<String, Object> context) throws IOException {
        Map<String, Object> all = new TreeMap<>(context);
        if (!Files.exists(Path.of("../reaper/target/reaper.jar"))) {
            // A build of the tests alone makes no jar; the template holds no more of it than its fingerprint.
            all.put(
                    "reaperJar",
                    Files.write(folder.resolve("reaper.jar"), new byte[0]).toString());
        }
        App app = new App(AppProps.builder()
                .context(all)
                .analyticsReporting(false)
                .outdir(Files.createTempDirectory(folder, "cdk.out").toString())
                .build());
        Stack stack = InfraApp.define(app);
        return Path.of(app.synth().getStackByName(stack.getStackName()).getTemplateFullPath());
    }
}
