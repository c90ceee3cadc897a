package io.ecsdrain.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.deployer.cli.Console;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing listens where AWS is looked for. */
class UnreachableTest {

    @Test
    void theEndpointThatWasNotReachedIsNamed() {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        // Nothing listens on port 1, which only root could open.
        Outside outside = new Outside(
                InstantSource.system(),
                ConvergeSettings.DEFAULT,
                target -> AwsClients.forTest(URI.create("http://127.0.0.1:1"), "AKTEST"));

        int exit = Main.run(
                new String[] {"status"},
                Map.of("CLUSTER", "prod", "AWS_REGION", "eu-west-1"),
                new Console(out, out, new BufferedReader(new StringReader("")), false),
                outside);

        assertThat(exit).isEqualTo(1);
        assertThat(said.toString()).contains("AWS was not reached", "http://127.0.0.1:1");
    }
}
