package io.ecsdrain.deployer;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.NotThere;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.verb.Stopped;
import io.ecsdrain.inventory.aws.MissingSetup;
import io.ecsdrain.inventory.model.Unreadable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** Says in one sentence what an exception means, and how to exit. */
final class Failures {

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    ExitCode explain(Exception failure, boolean trace) {
        if (trace) {
            StringWriter trail = new StringWriter();
            failure.printStackTrace(new PrintWriter(trail));
            trail.toString().lines().forEach(console::note);
        }
        List<String> wrong = badUsage(failure);
        if (!wrong.isEmpty()) {
            wrong.forEach(problem -> console.note("drain: " + problem));
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof Stopped stopped) {
            console.note("drain: " + stopped.getMessage());
            return stopped.exit();
        }
        console.note("drain: " + sentence(failure) + (trace ? "" : " (--debug shows more)"));
        return ExitCode.FAILED;
    }

    /** What the user has to set right first; empty if it is nothing of that kind. */
    private static List<String> badUsage(Exception failure) {
        if (failure instanceof ConfigurationException wrong) {
            return wrong.problems();
        }
        if (failure instanceof NotThere) {
            return List.of(failure.getMessage());
        }
        if (failure instanceof ClusterNotFoundException) {
            return List.of("there is no such cluster");
        }
        return MissingSetup.of(failure).map(List::of).orElse(List.of());
    }

    /** How a verb ends that could not do what it had begun. */
    static ExitCode exit(RuntimeException failure) {
        return failure instanceof Stopped stopped ? stopped.exit() : ExitCode.FAILED;
    }

    /** What happened, as one sentence. */
    static String sentence(Exception failure) {
        if (failure instanceof AwsServiceException refused) {
            AwsErrorDetails details = refused.awsErrorDetails();
            // An answer that is none of AWS's, such as a proxy's, has no code.
            return details == null || details.errorCode() == null
                    ? "AWS answered HTTP " + refused.statusCode()
                    : details.serviceName() + " answered " + details.errorCode() + ": " + details.errorMessage();
        }
        if (failure instanceof SdkClientException unanswered) {
            return "AWS was not reached: " + firstLine(unanswered);
        }
        return failure instanceof Unreadable || failure instanceof Stopped
                ? failure.getMessage()
                : "failed: " + firstLine(failure);
    }

    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getClass().getSimpleName() + ": "
                + message.lines().findFirst().orElse("");
    }
}
