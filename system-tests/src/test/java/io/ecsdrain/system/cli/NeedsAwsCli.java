package io.ecsdrain.system.cli;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only where an AWS CLI is installed; elsewhere the tests are left out, with one line that says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsAwsCli.Condition.class)
@interface NeedsAwsCli {

    /** Looks for the executable. */
    final class Condition implements ExecutionCondition {

        /** The distribution's CLI comes before others: it is the older one, which speaks Query to CloudWatch. */
        static Optional<String> executable() {
            List<String> path =
                    Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
            return Stream.concat(Stream.of("/usr/bin"), path.stream())
                    .map(folder -> new File(folder, "aws"))
                    .filter(File::canExecute)
                    .map(File::getPath)
                    .findFirst();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (executable().isPresent()) {
                return ConditionEvaluationResult.enabled("there is an AWS CLI");
            }
            String line = "left out: " + context.getDisplayName() + " (no AWS CLI on the PATH)";
            System.out.println(line);
            return ConditionEvaluationResult.disabled(line);
        }
    }
}
