package io.ecsdrain.system.lambda;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only where the reaper is packaged, as it is in {@code mvn verify}; elsewhere left out, with one line that says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsReaperJar.Condition.class)
@interface NeedsReaperJar {

    /** Looks for the jar. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.isRegularFile(LambdaProcess.JAR)) {
                return ConditionEvaluationResult.enabled("the reaper is packaged");
            }
            String line = "left out: " + context.getDisplayName() + " (no reaper.jar: mvn package makes it)";
            System.out.println(line);
            return ConditionEvaluationResult.disabled(line);
        }
    }
}
