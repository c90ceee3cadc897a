package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.fixture.Altered;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.ParameterView;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.ssm.SsmSwitches;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

class ParameterReaderTest {

    private LocalAws aws;
    private AwsClients clients;
    private ParameterReader reader;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKREADER");
        reader = new ParameterReader(clients.ssm());
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    private void put(String name, String value) {
        clients.ssm().putParameter(put -> put.name(name).value(value).type(ParameterType.STRING));
    }

    @Test
    void everyPageIsReadAlsoBehindEmptyOnesAndNothingOfANameThatBeginsAlike() {
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 2);
        for (int id = 100; id < 125; id++) {
            put("/apps/app/" + id + "/state", "draining");
        }
        put("/apps/app/live", "124");
        put("/apps/app-eu/7/state", "active");
        put("/apps/app-eu/live", "7");

        NameParameters seen = reader.under("app").value().orElseThrow();

        assertThat(seen.states())
                .hasSize(25)
                .containsKeys(new DeploymentKey("app", "100"), new DeploymentKey("app", "124"));
        assertThat(seen.states().keySet()).allMatch(key -> key.name().equals("app"));
        assertThat(seen.register()).map(ParameterView::value).contains("124");
        assertThat(seen.remarks()).isEmpty();
        assertThat(aws.calls().stream().filter(call -> call.operation().equals("GetParametersByPath")))
                .as("25 parameters and a register at ten a page, and empty pages between")
                .hasSizeGreaterThan(3);
    }

    @Test
    void aPathWithoutParametersIsKnownAndEmpty() {
        NameParameters seen = reader.under("app").value().orElseThrow();
        assertThat(seen.register()).isEmpty();
        assertThat(seen.states()).isEmpty();
    }

    @Test
    void aFenceIsNeitherAStateNorStrange() {
        DeploymentKey key = new DeploymentKey("app", "1");
        put(key.stateParameter(), "draining");
        put(key.fenceParameter(), "whatever it says");

        NameParameters seen = reader.under("app").value().orElseThrow();

        assertThat(seen.states()).containsOnlyKeys(key);
        assertThat(seen.remarks()).isEmpty();
    }

    @Test
    void strangeNamesAreRemarkedAndLeftAlone() {
        put("/apps/app/1/state", "active");
        put("/apps/app/1/colour", "green");
        put("/apps/app/Odd_Id/state", "active");
        put("/apps/app/1/state/deeper", "active");
        NameParameters seen = reader.under("app").value().orElseThrow();
        assertThat(seen.states()).containsOnlyKeys(new DeploymentKey("app", "1"));
        assertThat(seen.remarks()).hasSize(3).anyMatch(remark -> remark.contains("/apps/app/1/colour"));
    }

    @Test
    void throttlingIsRiddenOutAndBecomesUnknownOnlyIfItLasts() {
        put("/apps/app/1/state", "active");
        aws.faults().on("ssm", "GetParametersByPath").times(1).then(Fault.throttle());
        assertThat(reader.under("app").isKnown()).isTrue();

        aws.faults().on("ssm", "GetParametersByPath").then(Fault.throttle());
        assertThat(reader.under("app").unknownBecause()).contains("GetParametersByPath: ThrottlingException");
    }

    @Test
    void aParameterThatDoesNotExistIsKnownAndEmptyAndAFailedReadIsNeither() {
        assertThat(reader.one("/apps/app/1/state").isMissing()).isTrue();
        put("/apps/app/1/state", "active");
        ParameterView view = reader.one("/apps/app/1/state").found().orElseThrow();
        assertThat(view).isEqualTo(new ParameterView("/apps/app/1/state", "active", aws.now(), 1));

        aws.faults().on("ssm", "GetParameter").then(new Fault.Unreachable());
        assertThat(reader.one("/apps/app/1/state").unknownBecause())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("GetParameter: SdkClientException"));
    }

    @Test
    void aStateOrFenceOfAnotherNameIsNoneOfThisOne() {
        ParameterView foreign = new ParameterView("/apps/app-eu/7/state", "active", Instant.EPOCH, 1);
        ParameterView fence = new ParameterView("/apps/app-eu/7/fence", "whatever it says", Instant.EPOCH, 1);
        NameParameters seen = ParameterReader.sort("app", List.of(foreign, fence));
        assertThat(seen.states()).isEmpty();
        assertThat(seen.fences()).isEmpty();
        assertThat(seen.remarks())
                .containsExactly(
                        "parameter /apps/app-eu/7/state is none of ours",
                        "parameter /apps/app-eu/7/fence is none of ours");
    }

    @Test
    void parametersAreReadByNameTenInACall() {
        List<String> names = IntStream.range(0, 21)
                .mapToObj(id -> "/apps/app/" + id + "/state")
                .toList();
        names.subList(1, 21).forEach(name -> put(name, "draining"));
        assertThat(reader.named(names).value().orElseThrow()).containsOnlyKeys(names.subList(1, 21));
        assertThat(aws.calls().stream().filter(call -> call.operation().equals("GetParameters")))
                .hasSize(3);
        aws.faults().on("ssm", "GetParameters").then(Fault.throttle());
        assertThat(reader.named(names).unknownBecause()).contains("GetParameters: ThrottlingException");
    }

    @Test
    void whereIamAllowsNoListOfNamesTheyAreReadOneByOne() {
        put("/apps/app/1/state", "active");
        aws.faults()
                .on("ssm", "GetParameters")
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "not authorized")));
        assertThat(reader.named(List.of("/apps/app/1/state", "/apps/app/live"))
                        .value()
                        .orElseThrow())
                .containsOnlyKeys("/apps/app/1/state");
    }

    @Test
    void aNameThatIsAskedForAndLeftOutIsNotMissing() {
        put("/apps/app/1/state", "active");
        put("/apps/app/2/state", "active");
        SsmClient silent = Altered.answers(
                SsmClient.class, clients.ssm(), GetParametersResponse.class, answer -> answer.toBuilder()
                        .parameters(answer.parameters().subList(0, 1))
                        .build());

        assertThat(new ParameterReader(silent)
                        .named(List.of("/apps/app/1/state", "/apps/app/2/state"))
                        .unknownBecause()
                        .orElseThrow())
                .startsWith("GetParameters: no word about [/apps/app/");
    }

    @Test
    void tagsAreThoseThatCouldBeReadAndAParameterThatIsGoneHasNone() {
        put("/apps/app/1/state", "active");
        clients.ssm().addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("/apps/app/1/state")
                .tags(Tag.builder().key("cluster").value("prod").build()));

        assertThat(reader.tags(List.of("/apps/app/1/state", "/apps/app/2/state")))
                .isEqualTo(Map.of("/apps/app/1/state", Map.of("cluster", "prod"), "/apps/app/2/state", Map.of()));
    }
}
