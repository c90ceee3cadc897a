package io.ecsdrain.infra;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The CDK runs in a Node process. Without one the tests are left out with one line that says so; CI fails on that line.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (onPath("node")) {
                return ConditionEvaluationResult.enabled("node is on the PATH");
            }
            if (context.getTestMethod().isEmpty()) {
                System.out.println("left out: " + context.getDisplayName() + " (no node on the PATH)");
            }
            return ConditionEvaluationResult.disabled("no node on the PATH");
        }

        private static boolean onPath(String program) {
            String path = System.getenv().getOrDefault("PATH", "");
            return Arrays.stream(path.split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
