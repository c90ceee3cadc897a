package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.localaws.LocalAws;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The parameters of many names, beside which others lie. */
class ManyNamesTest {

    private static final List<String> NAMES =
            IntStream.range(0, 25).mapToObj(number -> "app" + number).toList();

    private LocalAws aws;
    private AwsClients clients;
    private ParameterReader reader;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        reader = new ParameterReader(clients.ssm());
        NAMES.stream().skip(1).forEach(name -> {
            put("/apps/" + name + "/1/state", "draining");
            put("/apps/" + name + "/2/state", "active");
        });
        put("/apps/app1/live", "2");
        put("/apps/app1/odd", "x");
        put("/apps/app2", "not below a name");
        put("/apps/other/1/state", "draining");
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private void put(String name, String value) {
        clients.ssm().putParameter(put -> put.name(name).value(value).type(ParameterType.STRING));
    }

    private Map<String, Observed<NameParameters>> oneByOne() {
        return NAMES.stream().collect(Collectors.toMap(name -> name, reader::under));
    }

    @Test
    void areReadUnderTheirOwnPathsAlone() {
        Map<String, Observed<NameParameters>> expected = oneByOne();
        assertThat(reader.under(NAMES)).isEqualTo(expected);
        assertThat(expected.get("app0").value().orElseThrow().states()).isEmpty();
        assertThat(expected.get("app1").value().orElseThrow().remarks()).hasSize(1);
        assertThat(aws.calls().stream()
                        .filter(call -> call.operation().equals("GetParametersByPath"))
                        .map(call -> call.input().get("Path").asText()))
                .hasSameElementsAs(NAMES.stream().map(name -> "/apps/" + name).toList());
    }
}
