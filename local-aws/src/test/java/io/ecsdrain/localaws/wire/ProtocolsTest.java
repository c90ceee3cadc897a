package io.ecsdrain.localaws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolsTest {

    private final LocalAws aws =
            LocalAws.builder().clock(Instant.parse("2026-03-01T10:00:00.250Z")).start();
    private final RawRequests raw = new RawRequests(aws);

    @AfterEach
    void close() {
        aws.close();
    }

    private void create(String name) {
        assertThat(raw.json("AmazonSSM.PutParameter", "{'Name':'" + name + "','Value':'v','Type':'String'}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void jsonAnswersHaveTimestampsAsEpochSecondsWithAFraction() {
        create("/p");
        HttpResponse<String> answer = raw.json("AmazonSSM.GetParameter", "{'Name':'/p'}");
        assertThat(answer.body())
                .contains("\"LastModifiedDate\":1772359200.250")
                .doesNotContain("null");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().allValues("Date")).containsExactly("Sun, 01 Mar 2026 10:00:00 GMT");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AmazonSSM.GetParameter | {'name':'/p'} | 400 | SerializationException | Unknown member \\\"name\\\"",
                "AmazonSSM.GetParameter | {'Nmae':'/p'} | 400 | SerializationException | Nmae",
                "AmazonSSM.GetParameter | {'Name':7} | 400 | SerializationException | Name",
                "AmazonSSM.GetParametersByPath | {'Path':'/','MaxResults':'5'} | 400 | SerializationException | MaxResults",
                "AmazonSSM.GetParameter | {'Name':'/p' | 400 | SerializationException | not JSON",
                "AmazonSSM.GetParameter | [] | 400 | SerializationException | not a JSON object",
                "AmazonSSM.LabelParameterVersion | {} | 400 | UnsupportedOperation | ssm:LabelParameterVersion",
                "AmazonEC2ContainerServiceV20141113.DescribeServices | {'Services':['s']} | 400 | Serialization | Services",
                "AmazonS3.Get | {} | 400 | UnknownOperationException | AmazonS3.Get",
                "nonsense | {} | 400 | UnknownOperationException | nonsense"
            })
    void whatIsWrongWithAJsonRequestIsNamed(String target, String body, int status, String code, String message) {
        HttpResponse<String> answer = raw.json(target, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"__type\":\"" + code).contains(message);
    }

    @Test
    void cloudWatchSpeaksQueryAsOlderClientsDo() {
        HttpResponse<String> put = raw.query("Action=PutMetricData&Version=2010-08-01&Namespace=App%2FTest"
                + "&MetricData.member.1.MetricName=Ready&MetricData.member.1.Value=1"
                + "&MetricData.member.1.Dimensions.member.1.Name=d&MetricData.member.1.Dimensions.member.1.Value=a%20b"
                + "&MetricData.member.1.Timestamp=2026-03-01T10%3A00%3A00Z");
        assertThat(put.body()).startsWith("<PutMetricDataResponse").contains("<RequestId>");

        HttpResponse<String> get = raw.query("Action=GetMetricData&Version=2010-08-01"
                + "&MetricDataQueries.member.1.Id=m&MetricDataQueries.member.1.MetricStat.Metric.Namespace=App%2FTest"
                + "&MetricDataQueries.member.1.MetricStat.Metric.MetricName=Ready"
                + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name=d"
                + "&MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value=a%20b"
                + "&MetricDataQueries.member.1.MetricStat.Period=60&MetricDataQueries.member.1.MetricStat.Stat=Minimum"
                + "&StartTime=2026-03-01T10%3A00%3A00Z&EndTime=2026-03-01T10%3A01%3A00Z");
        assertThat(get.body())
                .contains("xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"")
                .contains("<Timestamps><member>2026-03-01T10:00:00Z</member></Timestamps>")
                .contains("<Values><member>1.0</member></Values>")
                .contains("<StatusCode>Complete</StatusCode>");

        HttpResponse<String> other = raw.query("Action=ListMetrics&Version=2010-08-01&Namespace=Other");
        assertThat(other.body()).contains("<ListMetricsResult><Metrics/></ListMetricsResult>");
    }

    @Test
    void cloudWatchSpeaksJsonAsTheNewestClientsDo() {
        HttpResponse<String> answer = raw.json("GraniteServiceVersion20100801.ListMetrics", "{}");
        assertThat(answer.body()).isEqualTo("{\"Metrics\":[]}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action=ListMetrics&Version=2010-08-01&NameSpace=x | ValidationError | NameSpace",
                "Action=DescribeRules&Version=2015-12-01&listenerArn=x | ValidationError | listenerArn",
                "Action=DescribeSSLPolicies&Version=2015-12-01 | UnsupportedOperation | DescribeSSLPolicies",
                "Action=DescribeRules&Version=2015-12-01&ListenerArn=arn:none | ListenerNotFound | listeners not found",
                "Action=DescribeRules&Version=1999-01-01 | InvalidAction | 1999-01-01",
                "Version=2015-12-01 | MissingAction | Action",
                "Action=ListMetrics&Version=2010-08-01&Dimensions.member.x.Name=d | MalformedQueryString | list index"
            })
    void whatIsWrongWithAQueryIsNamed(String form, String code, String message) {
        HttpResponse<String> answer = raw.query(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("<ErrorResponse")
                .contains("<Type>Sender</Type><Code>" + code + "</Code>")
                .contains(message);
    }

    @Test
    void textIsEscapedInXml() {
        assertThat(raw.query("Action=ListMetrics&Version=2010-08-01&NextToken=a")
                        .body())
                .contains("InvalidNextToken");
        assertThat(new XmlText().leaf("a", "<b> & \"c\"").toString()).isEqualTo("<a>&lt;b&gt; &amp; &quot;c&quot;</a>");
    }

    @Test
    void everyCallIsRecordedWithItsRoleAndItsError() {
        create("/p");
        raw.json("AmazonSSM.GetParameter", "{'Name':'/none'}");
        assertThat(aws.calls()).hasSize(2);
        CallRecord second = aws.calls().get(1);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.accessKey()).isEqualTo("AKRAW");
        assertThat(second.service() + ":" + second.operation()).isEqualTo("ssm:GetParameter");
        assertThat(second.input().get("Name").asText()).isEqualTo("/none");
        assertThat(second.errorCode()).isEqualTo("ParameterNotFound");
    }
}
