package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProxyTest {

    private static final String HOST = "ssm.eu-west-1.amazonaws.com";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | false",
                "*                                     | true",
                "localhost,amazonaws.com               | true",
                "' localhost , .amazonaws.com '        | true",
                "*.amazonaws.com                       | true",
                "AMAZONAWS.COM                         | true",
                "ssm.eu-west-1.amazonaws.com:443       | true",
                "azonaws.com                           | false",
                "amazonaws.com.cn                      | false",
                "amazonawsXcom                         | false",
                // Python's urllib, which the AWS CLI leaves it to, knows no blocks; nor do we.
                "0.0.0.0/0                             | false",
                ",,                                    | false",
            })
    void noProxyIsReadAsTheAwsCliReadsIt(String noProxy, boolean straight) {
        HttpProxy proxy = new HttpProxy(URI.create("http://proxy:1"), HttpProxy.entries(noProxy));

        assertThat(proxy.patterns().stream().anyMatch(HOST::matches)).isEqualTo(straight);
    }
}
