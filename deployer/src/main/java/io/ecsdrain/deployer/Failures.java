package io.ecsdrain.deployer;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.NotThere;
import io.ecsdrain.deployer.plan.Stopped;
import io.ecsdrain.deployer.plan.Unread;
import io.ecsdrain.inventory.NoSuchCluster;
import io.ecsdrain.inventory.NoSuchListener;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** Says in one sentence what an exception means, and how to exit. */
final class Failures {

    /** How the SDK's region chain begins when it ends empty-handed. */
    private static final String NO_REGION = "Unable to load region";

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    ExitCode explain(Exception failure, boolean trace) {
        if (trace) {
            failure.printStackTrace(console.err());
        }
        if (failure instanceof ConfigurationException wrong) {
            wrong.problems().forEach(problem -> console.note("drain: " + problem));
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof NotThere || failure instanceof NoSuchCluster || failure instanceof NoSuchListener) {
            console.note("drain: " + failure.getMessage());
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof SdkClientException
                && String.valueOf(failure.getMessage()).startsWith(NO_REGION)) {
            console.note("drain: no region was found: give --region or set AWS_REGION");
            return ExitCode.BAD_USAGE;
        }
        if (failure instanceof Stopped stopped) {
            console.note("drain: " + stopped.getMessage());
            return stopped.exit();
        }
        if (failure instanceof ClusterNotFoundException) {
            console.note("drain: there is no such cluster");
            return ExitCode.BAD_USAGE;
        }
        console.note("drain: " + sentence(failure) + (trace ? "" : " (--debug shows more)"));
        return ExitCode.FAILED;
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
            if (String.valueOf(unanswered.getMessage()).startsWith("Unable to load credentials")) {
                return "no AWS credentials were found";
            }
            return "AWS was not reached: " + firstLine(unanswered);
        }
        return failure instanceof Unread || failure instanceof Stopped
                ? failure.getMessage()
                : "failed: " + firstLine(failure);
    }

    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getClass().getSimpleName() + ": "
                + message.lines().findFirst().orElse("");
    }
}
