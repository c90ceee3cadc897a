package io.ecsdrain.system.iam;

import io.ecsdrain.system.needs.Need;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Node runs the CDK app and the evaluator, which is installed on first use. Without node, or without the evaluator and
 * a way to get it, the tests are left out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEvaluator.Condition.class)
@interface NeedsEvaluator {

    final class Condition extends Need {

        private static final Path SCRIPTS = Path.of("../infra/iam");

        @Override
        protected Optional<String> lacking() {
            if (!ends("node", "--version")) {
                return Optional.of("no node on the PATH");
            }
            Path installed = SCRIPTS.resolve("node_modules/@cloud-copilot/iam-simulate");
            return Files.isDirectory(installed) || ends("npm", "ci", "--no-audit", "--no-fund")
                    ? Optional.empty()
                    : Optional.of("'npm ci' in infra/iam failed");
        }

        private static boolean ends(String... command) {
            try {
                return new ProcessBuilder(command)
                                .directory(SCRIPTS.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException absent) {
                return false;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
