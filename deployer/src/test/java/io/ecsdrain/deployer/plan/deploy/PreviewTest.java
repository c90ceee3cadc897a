package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header:X-D|http://front/|X-D: v1",
                "cookie:d|http://front/|Cookie: d=v1",
                "query:d|http://front/?d=v1|''",
                "cookie:a query:b header:C query:d|http://front/?b=v1|Cookie: a=v1"
            })
    void theFirstQueryParameterAndTheFirstHeaderLeadThere(String affinities, String url, String header) {
        List<Affinity> all = Stream.of(affinities.split(" "))
                .map(Affinity::parse)
                .flatMap(Optional::stream)
                .toList();

        assertThat(Preview.of("http://front/", all, new DeploymentKey("app", "v1")))
                .isEqualTo(new Preview(url, header));
    }
}
