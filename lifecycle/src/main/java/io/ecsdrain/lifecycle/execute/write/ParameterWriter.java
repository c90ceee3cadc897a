package io.ecsdrain.lifecycle.execute.write;

import io.ecsdrain.inventory.aws.Sleeper;
import io.ecsdrain.lifecycle.plan.action.Outcome;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/**
 * Writes and deletes parameters. {@link #create} and {@link #overwrite} do not tag: that would cost the reaper a call
 * and a permission.
 */
public final class ParameterWriter {

    /** The SDK does not retry TooManyUpdates, which only says that another actor wrote at the same moment. */
    private static final int UPDATES = 4;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SsmClient ssm;
    private final Sleeper waiting;

    public ParameterWriter(SsmClient ssm, Sleeper waiting) {
        this.ssm = ssm;
        this.waiting = waiting;
    }

    /** Returns false, and writes nothing, if the parameter exists: of two that write at the same moment one decides. */
    public boolean create(String name, String value) {
        try {
            ssm.putParameter(parameter(name, value).overwrite(false).build());
            return true;
        } catch (ParameterAlreadyExistsException taken) {
            return false;
        }
    }

    /** Whether it exists or not. */
    public void overwrite(String name, String value) {
        ssm.putParameter(parameter(name, value).overwrite(true).build());
    }

    /**
     * With tags, whether it exists or not. Waits where another actor writes at the same moment. SSM refuses tags
     * together with overwriting, so an existing parameter is overwritten first and tagged then.
     */
    public void put(String name, String value, Map<String, String> tags) {
        try {
            ssm.putParameter(parameter(name, value).tags(SdkTags.ssm(tags)).build());
        } catch (ParameterAlreadyExistsException exists) {
            insist(() -> overwrite(name, value));
            insist(() -> ssm.addTagsToResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                    .resourceId(name)
                    .tags(SdkTags.ssm(tags))));
        }
    }

    public Outcome delete(String name) {
        try {
            ssm.deleteParameter(request -> request.name(name));
            return Outcome.DONE;
        } catch (ParameterNotFoundException gone) {
            return Outcome.GONE;
        }
    }

    private static PutParameterRequest.Builder parameter(String name, String value) {
        return PutParameterRequest.builder().name(name).value(value).type(ParameterType.STRING);
    }

    private void insist(Runnable update) {
        for (int attempt = 1; ; attempt++) {
            try {
                update.run();
                return;
            } catch (TooManyUpdatesException busy) {
                if (attempt == UPDATES) {
                    throw busy;
                }
                waiting.pauseOrEnd(PAUSE.multipliedBy(attempt));
            }
        }
    }
}
