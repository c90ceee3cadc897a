package io.ecsdrain.system.needs;

import java.io.File;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where something is lacking the test class is left out, with one line that says so; CI fails on that line. */
public abstract class Need implements ExecutionCondition {

    /** What is lacking, in the words of that line; empty where nothing is. */
    protected abstract Optional<String> lacking();

    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        return lacking()
                .map(what -> {
                    String line = "left out: " + context.getDisplayName() + " (" + what + ")";
                    System.out.println(line);
                    return ConditionEvaluationResult.disabled(line);
                })
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is lacking"));
    }

    /** The executables of that name, in the order of the PATH. */
    public static Stream<File> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute);
    }
}
