package io.ecsdrain.system.iam;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Node runs the CDK app and the evaluator, which is installed on first use. Without node, or without the evaluator and a way to
 * get it, the tests are left out with one line that says so; CI fails on that line.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsEvaluator.Condition.class)
@interface NeedsEvaluator {

    final class Condition implements ExecutionCondition {

        private static final Path SCRIPTS = Path.of("../infra/iam");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                return ConditionEvaluationResult.enabled("decided for the class");
            }
            String lacking = lacking();
            if (lacking.isEmpty()) {
                return ConditionEvaluationResult.enabled("node and the evaluator are there");
            }
            String line = "left out: " + context.getDisplayName() + " (" + lacking + ")";
            System.out.println(line);
            return ConditionEvaluationResult.disabled(line);
        }

        private static String lacking() {
            if (!ends("node", "--version")) {
                return "no node on the PATH";
            }
            Path installed = SCRIPTS.resolve("node_modules/@cloud-copilot/iam-simulate");
            return Files.isDirectory(installed) || ends("npm", "ci", "--no-audit", "--no-fund")
                    ? ""
                    : "'npm ci' in infra/iam failed";
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
