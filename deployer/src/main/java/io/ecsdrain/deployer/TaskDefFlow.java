package io.ecsdrain.deployer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.deployer.plan.taskdef.SidecarMerge;
import io.ecsdrain.deployer.plan.taskdef.TaskDefRequest;
import io.ecsdrain.deployer.report.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The verb {@code task-def}; calls no AWS. */
final class TaskDefFlow {

    /** Copied at build time from task-def-fragments/. */
    private static final String FRAGMENT = "sidecar-container.json";

    private final Console console;

    TaskDefFlow(Console console) {
        this.console = console;
    }

    ExitCode run(TaskDefRequest request) {
        SidecarMerge.Outcome outcome = SidecarMerge.merge(request, fragment());
        if (!outcome.problems().isEmpty()) {
            throw new ConfigurationException(outcome.problems());
        }
        console.result(Json.pretty(outcome.merged().orElseThrow()));
        outcome.remarks().forEach(remark -> console.note("note: " + remark));
        return ExitCode.DONE;
    }

    private static JsonNode fragment() {
        try (InputStream resource = TaskDefFlow.class.getResourceAsStream(FRAGMENT)) {
            if (resource == null) {
                throw new IllegalStateException("built without task-def-fragments/" + FRAGMENT);
            }
            return new JsonMapper().readTree(resource);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
