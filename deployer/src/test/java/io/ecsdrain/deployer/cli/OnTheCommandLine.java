package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arguments and an environment on one side; on the other the requests that come of them, and what is said. */
abstract class OnTheCommandLine {

    static final Map<String, String> ENVIRONMENT =
            Map.of("CLUSTER", "c", "DEPLOYMENT_NAME", "app", "DEPLOYMENT_ID", "v1", "AWS_REGION", "eu-west-1");

    final List<Object> requests = new ArrayList<>();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    int run(Map<String, String> environment, String... arguments) {
        return DrainCommand.run(arguments, environment, verbs(), console(), (failure, trace) -> {
            throw new AssertionError(failure);
        });
    }

    Console console() {
        return new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader("")),
                false);
    }

    Verbs verbs() {
        return new RecordingVerbs(requests, ExitCode.DONE);
    }
}
