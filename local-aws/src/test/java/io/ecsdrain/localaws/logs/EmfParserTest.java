package io.ecsdrain.localaws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmfParserTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String GOOD =
            "{'_aws':{'Timestamp':1772359190000,'CloudWatchMetrics':[{'Namespace':'App/Test','Dimensions':[['d','task_id']],"
                    + "'Metrics':[{'Name':'Ready','Unit':'Count'}]}]},'d':'shop','task_id':'t1','Ready':1,'more':{'x':[1]}}";

    private static EmfLine parse(String line) {
        return EmfParser.parse(line.replace('\'', '"'), NOW);
    }

    @Test
    void aGoodLineIsOneValueOfOneMetric() {
        assertThat(parse(GOOD))
                .isEqualTo(new EmfLine.Metrics(java.util.List.of(new EmfLine.Point(
                        "App/Test",
                        "Ready",
                        Map.of("d", "shop", "task_id", "t1"),
                        NOW.minusSeconds(10),
                        1,
                        "Count",
                        60))));
    }

    @Test
    void everyDimensionSetAndEveryArrayElementIsAValue() {
        String line =
                GOOD.replace("[['d','task_id']]", "[['d'],['task_id'],[]]").replace("'Ready':1", "'Ready':[0,1]");
        assertThat(((EmfLine.Metrics) parse(line)).points()).hasSize(6);
    }

    @Test
    void highResolutionAndAMissingUnitAreRead() {
        EmfLine.Point point = ((EmfLine.Metrics) parse(GOOD.replace("'Unit':'Count'", "'StorageResolution':1")))
                .points()
                .get(0);
        assertThat(point.storageResolution()).isEqualTo(1);
        assertThat(point.unit()).isEqualTo("None");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1772359190000|'1772359190000'|Timestamp",
                "1772359190000|1772359190|outside",
                "1772359190000|1772359190.5|Timestamp",
                "1772359190000|1772400000000|outside",
                "'Namespace'|'namespace'|unknown member namespace",
                "'App/Test'|'AWS/Test'|AWS/",
                "'App/Test'|':App'|begins with",
                "'App/Test'|''|empty",
                "[['d','task_id']]|['d','task_id']|not a list",
                "'task_id':'t1'|'task_id':null|task_id is not a string",
                "'task_id':'t1'|'task_id':7|task_id is not a string",
                "'task_id':'t1'|'task_id':''|empty",
                "'task_id':'t1'|'task_id':'tä'|ASCII",
                "'Ready':1|'ready':1|no value",
                "'Ready':1|'Ready':'1'|not a number",
                "'Ready':1|'Ready':[]|1 to 100",
                "'Ready':1|'Ready':1e300|2^360",
                "'Ready':1|'Ready':NaN|not one JSON",
                "'Ready':1|'Ready':1,'Ready':1|not one JSON",
                "'Unit':'Count'|'Unit':'count'|unknown Unit",
                "'Unit':'Count'|'StorageResolution':30|StorageResolution",
                "'Unit':'Count'|'unit':'Count'|unknown member unit",
                "'more':{'x':[1]}}|'more':{'x':[1]}|not one JSON",
                "'more':{'x':[1]}}|'more':{}} trailing|not one JSON",
                "{'_aws'|INFO {'_aws'|not one JSON"
            })
    void aLineThatBreaksARuleSaysWhich(String good, String bad, String reason) {
        String line = GOOD.replace(good, bad == null ? "" : bad);
        assertThat(line).isNotEqualTo(GOOD);
        assertThat(parse(line)).isInstanceOfSatisfying(EmfLine.Broken.class, broken -> assertThat(broken.reason())
                .contains(reason));
    }

    @ParameterizedTest
    @CsvSource({"listening on port 9901", "{}", "'{\"level\":\"info\"}'", "' '"})
    void anOrdinaryLineIsNoMetric(String line) {
        assertThat(EmfParser.parse(line, NOW)).isEqualTo(new EmfLine.Plain());
    }
}
