package io.ecsdrain.system.fragments;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only where node and npm are installed; elsewhere the tests are left out, with one line that says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (on("node") && on("npm")) {
                return ConditionEvaluationResult.enabled("there is node");
            }
            String line = "left out: " + context.getDisplayName() + " (no node and npm on the PATH)";
            if (context.getTestMethod().isEmpty()) {
                System.out.println(line);
            }
            return ConditionEvaluationResult.disabled(line);
        }

        private static boolean on(String program) {
            return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(folder -> new File(folder, program).canExecute());
        }
    }
}
