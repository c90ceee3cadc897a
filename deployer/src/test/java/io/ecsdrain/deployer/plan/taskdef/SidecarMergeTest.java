package io.ecsdrain.deployer.plan.taskdef;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ecsdrain.contract.DeploymentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarMergeTest {

    private static final JsonNode FRAGMENT = json(
            "{'name':'drain','image':'<SIDECAR_IMAGE>','user':'65532:65532','essential':true,'environment':[{'name':'DEPLOYMENT_ID','value':'<DEPLOYMENT_ID>'},"
                    + "{'name':'DRAIN_POLL_SECONDS','value':'5'}],'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-region':'<REGION>'}}}");
    private static final String APP = "{'name':'app','image':'app:1','environment':[{'name':'A','value':'b'}],"
            + "'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'g','awslogs-region':'eu-west-1'}}}";

    @Test
    void theSidecarIsAddedNotEssentialAndTheAppDependsOnIt() {
        JsonNode merged = merge("{'networkMode':'awsvpc','containerDefinitions':[" + APP + "]}", Optional.empty())
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/1/name").asText()).isEqualTo("drain");
        assertThat(merged.at("/containerDefinitions/1/essential").asBoolean(true))
                .isFalse();
        assertThat(merged.at("/containerDefinitions/1/image").asText()).isEqualTo("drain:1");
        assertThat(merged.at("/containerDefinitions/0/dependsOn"))
                .isEqualTo(json("[{'containerName':'drain','condition':'START'}]"));
    }

    @Test
    void withoutAKeyTheOpenVariablesAreLeftToDeploy() {
        SidecarMerge.Outcome outcome =
                merge("{'networkMode':'awsvpc','containerDefinitions':[" + APP + "]}", Optional.empty());

        assertThat(outcome.merged().orElseThrow().at("/containerDefinitions/1/environment"))
                .isEqualTo(json(
                        "[{'name':'DRAIN_POLL_SECONDS','value':'5'},{'name':'DRAIN_REQUIRE_BUSY','value':'true'}]"));
    }

    @Test
    void withAKeyEveryContainerKnowsItsDeployment() {
        JsonNode merged = merge(
                        "{'networkMode':'awsvpc','containerDefinitions':[" + APP + "]}",
                        Optional.of(new DeploymentKey("app", "v1")))
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/0/environment"))
                .isEqualTo(
                        json(
                                "[{'name':'A','value':'b'},{'name':'DEPLOYMENT_NAME','value':'app'},"
                                        + "{'name':'DEPLOYMENT_ID','value':'v1'},{'name':'DRAIN_PARAM','value':'/apps/app/v1/state'}]"));
        assertThat(merged.at("/containerDefinitions/1/environment").toString())
                .contains("/apps/app/v1/state")
                .containsOnlyOnce("DEPLOYMENT_ID");
    }

    @Test
    void placeholdersWithoutAValueAreNamed() {
        assertThat(merge("{'networkMode':'awsvpc','containerDefinitions':[{'name':'app'}]}", Optional.empty())
                        .remarks())
                .contains("replace <REGION>")
                .noneMatch(remark -> remark.contains("LOG_GROUP"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {} | containerDefinitions is missing or empty
            {'containerDefinitions':[]} | containerDefinitions is missing or empty
            {'containerDefinitions':{'name':'app'}} | containerDefinitions is {"name":"app"}; it must be a list
            {'containerDefinitions':['app']} | containerDefinitions[0] is "app"; it must be an object
            {'containerDefinitions':[{'name':7}]} | containerDefinitions[0].name is 7; it must be a string
            {'containerDefinitions':[{'name':'app','image':['a']}]} | containerDefinitions[0].image is ["a"]; it must be a string
            {'containerDefinitions':[{'environment':{'A':'b'}}]} | containerDefinitions[0].environment is {"A":"b"}; it must be a list
            {'containerDefinitions':[{'environment':['A']}]} | containerDefinitions[0].environment[0] is "A"; it must be an object
            {'containerDefinitions':[{'environment':[{'name':'A','value':1}]}]} | environment[A].value is 1; it must be a string
            {'containerDefinitions':[{'dependsOn':'db'}]} | containerDefinitions[0].dependsOn is "db"; it must be a list
            {'containerDefinitions':[{'logConfiguration':'awslogs'}]} | logConfiguration is "awslogs"; it must be an object
            {'networkMode':5,'containerDefinitions':[{'name':'app'}]} | networkMode is 5; it must be a string
            {'cpu':256,'containerDefinitions':[{'name':'app'}]} | cpu is 256; it must be a string
            {'containerDefinitions':[{'name':'app'}]} | networkMode is missing, which means bridge; it must be awsvpc
            {'networkMode':'bridge','containerDefinitions':[{'name':'app'}]} | networkMode is 'bridge'; it must be awsvpc
            """)
    void whatCannotCarryASidecarIsNamedByPathValueAndWhatWouldBeRight(String document, String problem) {
        assertThat(merge(document, Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'name':'drain','image':'r/drainage:1'} | has the sidecar's name and is none (image 'r/drainage:1'); rename it
            {'name':'p','portMappings':[{'containerPort':9901}]} | 'p' has a port mapping for containerPort 9901
            {'name':'p','secrets':[{'name':'DEPLOYMENT_ID','valueFrom':'x'}]} | 'p' has a secret DEPLOYMENT_ID
            """)
    void aContainerThatIsInTheWayIsNamed(String container, String problem) {
        assertThat(merge(document(container), Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void aWindowsTaskHasNoPlaceForIt() {
        assertThat(merge(
                                "{'networkMode':'awsvpc','runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'},"
                                        + "'containerDefinitions':[" + APP + "]}",
                                Optional.empty())
                        .problems())
                .singleElement()
                .asString()
                .contains("runtimePlatform.operatingSystemFamily is 'WINDOWS_SERVER_2022_CORE'; it must be LINUX");
    }

    @ParameterizedTest
    @CsvSource({
        "256, 512, 256, 512, cpu memory",
        "256, 512, 224, 448, ''",
        "256, 512, 225, 448, cpu",
        "256, 512, 224, 449, memory",
        "0.25 vCPU, 0.5 GB, 225, 449, cpu memory",
        "1 vCPU, 1 GB, 900, 900, ''",
        "'', '', 9999, 9999, ''"
    })
    void aTaskWhoseSizeIsUsedUpHasNoRoom(String cpu, String memory, int usedCpu, int usedMemory, String full) {
        JsonNode sized = json("{'networkMode':'awsvpc','cpu':'" + cpu + "','memory':'" + memory
                + "','containerDefinitions':[{'name':'app','cpu':" + usedCpu + ",'memoryReservation':" + usedMemory
                + ",'memory':" + 2 * usedMemory + "}]}");
        JsonNode fragment = json("{'name':'drain','cpu':32,'memory':96,'memoryReservation':64}");

        assertThat(SidecarMerge.merge(
                                new TaskDefRequest(
                                        sized,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                fragment)
                        .problems()
                        .stream()
                        .map(problem -> problem.split(" ")[0])
                        .toList())
                .isEqualTo(full.isEmpty() ? List.of() : List.of(full.split(" ")));
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        assertThat(merge(
                                "{'networkMode':'host','containerDefinitions':[" + APP
                                        + ",{'name':'drain','portMappings':[{'containerPort':9901}]}]}",
                                Optional.empty())
                        .problems())
                .hasSize(3);
    }

    private static String document(String container) {
        return "{'networkMode':'awsvpc','containerDefinitions':[" + APP + "," + container + "]}";
    }

    @Test
    void whatDescribePrintsIsTakenWithAndWithoutItsWrapper() {
        String described = "{'networkMode':'awsvpc','taskDefinitionArn':'arn','revision':3,'status':'ACTIVE',"
                + "'compatibilities':['EC2'],'requiresAttributes':[],'registeredAt':'2026-01-01','registeredBy':'arn',"
                + "'pidMode':null,'containerDefinitions':[{'name':'app','dependsOn':null,'environment':null}]}";

        SidecarMerge.Outcome bare = merge(described, Optional.empty());
        SidecarMerge.Outcome wrapped =
                merge("{'taskDefinition':" + described + ",'tags':[{'key':'team','value':'a'}]}", Optional.empty());

        assertThat(bare.merged().orElseThrow().fieldNames())
                .toIterable()
                .containsExactly("networkMode", "containerDefinitions");
        assertThat(bare.remarks().get(0))
                .isEqualTo(
                        "left out, for AWS adds it on describe and refuses it on register: taskDefinitionArn, revision,"
                                + " status, compatibilities, requiresAttributes, registeredAt, registeredBy");
        assertThat(wrapped.merged().orElseThrow().at("/containerDefinitions"))
                .isEqualTo(bare.merged().orElseThrow().at("/containerDefinitions"));
        assertThat(wrapped.merged().orElseThrow().at("/tags/0/key").asText()).isEqualTo("team");
    }

    @Test
    void aSecondRunReplacesTheSidecarAndItsId() {
        JsonNode first = merge(
                        document("{'name':'job','dependsOn':[{'containerName':'app','condition':'START'}]}"),
                        Optional.of(new DeploymentKey("app", "v1")))
                .merged()
                .orElseThrow();
        SidecarMerge.Outcome second = SidecarMerge.merge(
                new TaskDefRequest(
                        first,
                        Optional.of(new DeploymentKey("app", "v2")),
                        Optional.of("drain:2"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                FRAGMENT);

        JsonNode merged = second.merged().orElseThrow();
        assertThat(second.remarks()).contains("replaced the sidecar 'drain' that was there");
        assertThat(merged.at("/containerDefinitions")).hasSize(3);
        assertThat(merged.toString()).contains("/apps/app/v2/state").doesNotContain("v1");
        assertThat(merged.at("/containerDefinitions/1/dependsOn")).hasSize(2);
        assertThat(merged.at("/containerDefinitions/2/image").asText()).isEqualTo("drain:2");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "{'name':'web','logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'web','awslogs-region':'eu-west-1','awslogs-create-group':'true'}}}"
            "{'name':'drain','user':'65532:65532','logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'old','awslogs-region':'eu-west-1'}}}"
            """)
    void aLogGroupOfItsOwnReplacesTheAppsAndAnEarlierOne(String container) {
        SidecarMerge.Outcome outcome = SidecarMerge.merge(loggingTo("/ecs-drain/app", container), FRAGMENT);

        JsonNode options =
                outcome.merged().orElseThrow().at("/containerDefinitions").findValues("logConfiguration").stream()
                        .map(logging -> logging.path("options"))
                        .filter(each -> each.path("awslogs-group").asText().equals("/ecs-drain/app"))
                        .findFirst()
                        .orElseThrow();
        assertThat(options.path("awslogs-region").asText()).isEqualTo("eu-west-1");
        assertThat(options.has("awslogs-create-group")).isFalse();
    }

    @Test
    void anotherLogDriverHasNoLogGroup() {
        SidecarMerge.Outcome outcome = SidecarMerge.merge(
                loggingTo(
                        "/ecs-drain/app",
                        "{'name':'drain','user':'65532:65532','logConfiguration':{'logDriver':'awsfirelens','options':{}}}"),
                FRAGMENT);

        assertThat(outcome.merged().orElseThrow().toString()).doesNotContain("/ecs-drain/app");
        assertThat(outcome.remarks())
                .anySatisfy(remark -> assertThat(remark).contains("'awsfirelens'", "--log-group has no effect"));
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void aSidecarWithoutTheMetricIsWarnedOf(String metric, boolean warned) {
        SidecarMerge.Outcome outcome = SidecarMerge.merge(
                loggingTo(
                        "/ecs-drain/app",
                        "{'name':'drain','user':'65532:65532','environment':[{'name':'DRAIN_METRIC','value':'" + metric
                                + "'}]}"),
                FRAGMENT);

        assertThat(outcome.remarks().stream().anyMatch(remark -> remark.contains("EVIDENCE=log")))
                .isEqualTo(warned);
    }

    private static TaskDefRequest loggingTo(String group, String container) {
        return new TaskDefRequest(
                json(document(container)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(group));
    }

    @Test
    void whatAPersonSetOnTheSidecarStays() {
        String earlier = "{'name':'s','image':'r/ecs-drain-sidecar@sha256:0','environment':["
                + "{'name':'DRAIN_GRACE_SECONDS','value':'90'},{'name':'DRAIN_PARAM','value':'/apps/app/v1/state'}],"
                + "'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'own'}}}";

        JsonNode merged = SidecarMerge.merge(
                        new TaskDefRequest(
                                json(document(earlier)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        FRAGMENT)
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/1/image").asText()).isEqualTo("r/ecs-drain-sidecar@sha256:0");
        assertThat(merged.at("/containerDefinitions/1/environment").toString())
                .contains("DRAIN_GRACE_SECONDS", "90")
                .doesNotContain("DRAIN_PARAM");
        assertThat(merged.at("/containerDefinitions/1/logConfiguration/options/awslogs-group")
                        .asText())
                .isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            {'name':'w','portMappings':[{'containerPort':8080}]}                                  | -    | DRAIN_BUSY_PORTS=8080      | connection to port 8080 counts as a session
            {'name':'w','portMappings':[{'containerPort':80},{'containerPort':53,'protocol':'udp'},{'containerPort':443,'protocol':'tcp'}]} | - | DRAIN_BUSY_PORTS=80,443 | port 80,443
            {'name':'w','portMappings':[{'containerPort':53,'protocol':'udp'}]}                   | -    | DRAIN_REQUIRE_BUSY=true    | no container maps a TCP port
            {'name':'w','portMappings':[{'containerPortRange':'80-90'}]}                          | -    | DRAIN_REQUIRE_BUSY=true    | no container maps a TCP port
            {'name':'w'},{'name':'x','portMappings':[{'containerPort':1}]},{'name':'y','portMappings':[{'containerPort':2}]} | - | DRAIN_BUSY_PORTS=1 | port 1
            {'name':'w','portMappings':[{'containerPort':8080}]}                                  | none | -                          | -
            {'name':'w','portMappings':[{'containerPort':8080}]}                                  | 9000 | DRAIN_BUSY_PORTS=9000      | -
            """)
    void connectionsToThePortThatTheAppMapsAreSessionsUnlessToldOtherwise(
            String others, String busyPorts, String variable, String remark) {
        SidecarMerge.Outcome outcome = counting(
                "{'networkMode':'awsvpc','containerDefinitions':[" + others + "]}", Optional.ofNullable(busyPorts));

        assertThat(counts(outcome)).isEqualTo(variable == null ? List.of() : List.of(variable));
        assertThat(outcome.remarks().stream().filter(said -> said.contains("--busy-ports")))
                .hasSize(remark == null ? 0 : 1)
                .allMatch(said -> said.contains(remark));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            DRAIN_BUSY_URL=http://localhost:81/ | -    | DRAIN_BUSY_URL=http://localhost:81/
            DRAIN_REQUIRE_BUSY=false            | -    | DRAIN_REQUIRE_BUSY=false
            DRAIN_BUSY_PORTS=443                | -    | DRAIN_BUSY_PORTS=443
            DRAIN_BUSY_PORTS=443                | none | -
            DRAIN_BUSY_PORTS=443                | 80   | DRAIN_BUSY_PORTS=80
            DRAIN_GRACE_SECONDS=90              | -    | -
            """)
    void theChoiceOfTheSidecarThatIsReplacedStands(String earlier, String busyPorts, String variable) {
        String[] parts = earlier.split("=", 2);
        String old = "{'name':'drain','image':'r/ecs-drain-sidecar:1','environment':[{'name':'" + parts[0]
                + "','value':'" + parts[1] + "'}]}";
        String app = "{'name':'w','portMappings':[{'containerPort':8080}]}";

        SidecarMerge.Outcome outcome = counting(
                "{'networkMode':'awsvpc','containerDefinitions':[" + app + "," + old + "]}",
                Optional.ofNullable(busyPorts));

        assertThat(counts(outcome)).isEqualTo(variable == null ? List.of() : List.of(variable));
        assertThat(outcome.remarks().stream().anyMatch(said -> said.contains("counts no sessions by itself")))
                .isEqualTo(earlier.contains("GRACE"));
    }

    private static SidecarMerge.Outcome counting(String document, Optional<String> busyPorts) {
        return SidecarMerge.merge(
                new TaskDefRequest(
                        json(document),
                        Optional.empty(),
                        Optional.of("drain:1"),
                        Optional.empty(),
                        busyPorts,
                        Optional.empty()),
                FRAGMENT);
    }

    /** The variables of the sidecar, which is the last container, that say how sessions are counted. */
    private static List<String> counts(SidecarMerge.Outcome outcome) {
        JsonNode containers = outcome.merged().orElseThrow().path("containerDefinitions");
        List<String> counts = new ArrayList<>();
        for (JsonNode variable : containers.get(containers.size() - 1).path("environment")) {
            if (variable.path("name").asText().contains("BUSY")) {
                counts.add(variable.path("name").asText() + "="
                        + variable.path("value").asText());
            }
        }
        return counts;
    }

    @Test
    void anOlderIdIsReplacedByTheOneGiven() {
        JsonNode merged = merge(
                        document("{'name':'x','environment':[{'name':'DEPLOYMENT_ID','value':'old-1'}]}"),
                        Optional.of(new DeploymentKey("app", "v1")))
                .merged()
                .orElseThrow();
        assertThat(merged.toString()).doesNotContain("old-1");
    }

    @Test
    void groupAndRegionComeFromTheOneContainerThatServesAPort() {
        JsonNode fragment = json("{'name':'drain','logConfiguration':{'logDriver':'awslogs','options':"
                + "{'awslogs-group':'<LOG_GROUP>','awslogs-region':'<REGION>'}}}");
        String job = "{'name':'job','logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'jobs',"
                + "'awslogs-region':'us-east-1'}}}";
        String web = "{'name':'web','portMappings':[{'containerPort':80}],'logConfiguration':{'logDriver':'awslogs',"
                + "'options':{'awslogs-group':'web','awslogs-region':'eu-west-1','awslogs-create-group':'true'}}}";

        JsonNode merged = SidecarMerge.merge(
                        new TaskDefRequest(
                                json("{'networkMode':'awsvpc','containerDefinitions':[" + job + "," + web + ","
                                        + job.replace("job", "late") + "]}"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        fragment)
                .merged()
                .orElseThrow();

        assertThat(merged.at("/containerDefinitions/3/logConfiguration/options"))
                .isEqualTo(json("{'awslogs-group':'web','awslogs-region':'eu-west-1','awslogs-create-group':'true'}"));
    }

    private static SidecarMerge.Outcome merge(String document, Optional<DeploymentKey> key) {
        return SidecarMerge.merge(
                new TaskDefRequest(
                        json(document),
                        key,
                        Optional.of("drain:1"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                FRAGMENT);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
