package io.ecsdrain.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/**
 * AwsSolutions finds nothing, or what it finds is suppressed at the resource with a reason; nor does the CDK itself
 * warn.
 */
@NeedsNode
class NagTest {

    @Test
    void nothingIsFound() {
        List<Synth> all = List.of(
                Synth.of(Map.of("listenerArn", Synth.LISTENER, "passRoles", Synth.ROLE)),
                Synth.of(Map.of("deploymentName", "*")),
                Synth.baseline(),
                Synth.plainTemplate());

        for (Synth synth : all) {
            Annotations annotations = Annotations.fromStack(synth.stack());
            // Each throws with what it found.
            annotations.hasNoError("*", Match.anyValue());
            annotations.hasNoWarning("*", Match.anyValue());
        }
    }
}
