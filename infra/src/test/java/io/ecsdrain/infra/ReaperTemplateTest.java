package io.ecsdrain.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of the plain template decide, in the words of CloudFormation. */
@NeedsNode
class ReaperTemplateTest {

    private static final String IF_GIVEN = "{'Fn::If':['HasLogGroup',{'Ref':'LogGroup'},"
            + "{'Fn::Join':['',['/ecs-drain/',{'Ref':'DeploymentName'}]]}]}";

    private final Synth synth = Synth.plainTemplate();

    @Test
    void lineEventsAreASecondFunctionItsSubscriptionAndWhatThoseNeed() {
        Map<String, String> conditional = new TreeMap<>();
        synth.json().get("Resources").properties().forEach(each -> {
            if (each.getValue().has("Condition")) {
                conditional.put(
                        each.getValue().get("Type").textValue(),
                        each.getValue().get("Condition").textValue());
            }
        });

        assertThat(conditional)
                .isEqualTo(Map.of(
                        "AWS::Lambda::Function", "HasLineEvents",
                        "AWS::Lambda::EventInvokeConfig", "HasLineEvents",
                        "AWS::Lambda::Permission", "HasLineEvents",
                        "AWS::Logs::SubscriptionFilter", "HasLineEvents"));
        assertThat(quoted(synth.json().at("/Conditions/HasLineEvents")))
                .isEqualTo("{'Fn::Equals':[{'Ref':'LineEvents'},'true']}");
        assertThat(parameter("LineEvents").get("Default").textValue()).isEqualTo("false");
    }

    /** CloudFormation refuses a template in which something that is made refers to something that is not. */
    @Test
    void nothingThatIsAlwaysMadeRefersToWhatMayNotBeMade() {
        Set<String> conditional = synth.json().get("Resources").properties().stream()
                .filter(each -> each.getValue().has("Condition"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(conditional).hasSize(4);
        assertThat(synth.json().get("Resources").properties())
                .filteredOn(each -> !each.getValue().has("Condition"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getValue().toString()).doesNotContain(conditional));
        assertThat(synth.json().get("Outputs").toString()).doesNotContain(conditional);
    }

    @Test
    void lineEventsAreRefusedWithoutTheLog() {
        assertThat(quoted(synth.json().at("/Rules/LineEventsNeedTheLog")))
                .isEqualTo("{'RuleCondition':{'Fn::Equals':[{'Ref':'LineEvents'},'true']},"
                        + "'Assertions':[{'Assert':{'Fn::Equals':[{'Ref':'Evidence'},'log']},"
                        + "'AssertDescription':'LineEvents=true has no effect without Evidence=log'}]}");
    }

    @Test
    void theReaperItsRoleAndTheSubscriptionMeanTheSameLogGroup() {
        assertThat(quoted(synth.json().at("/Conditions/HasLogGroup")))
                .isEqualTo("{'Fn::Not':[{'Fn::Equals':[{'Ref':'LogGroup'},'default']}]}");
        assertThat(parameter("LogGroup").get("Default").textValue()).isEqualTo("default");
        assertThat(synth.resources("AWS::Lambda::Function")).hasSize(2).allSatisfy(each -> assertThat(
                        quoted(each.getValue().at("/Properties/Environment/Variables/LOG_GROUP")))
                .isEqualTo(IF_GIVEN));
        assertThat(synth.resources("AWS::Logs::SubscriptionFilter"))
                .singleElement()
                .satisfies(each -> assertThat(quoted(each.getValue().at("/Properties/LogGroupName")))
                        .isEqualTo(IF_GIVEN));
        assertThat(synth.statements("AWS::IAM::ManagedPolicy", "Reaper"))
                .filteredOn(each -> each.get("Sid").textValue().equals("ReadSidecarLines"))
                .singleElement()
                .satisfies(each ->
                        assertThat(quoted(each.get("Resource"))).contains(":log-group:'," + IF_GIVEN + ",':*'"));
    }

    @ParameterizedTest
    @CsvSource({
        "default, true",
        "/sidecars, true",
        "team/app.logs_1#-, true",
        "/sidecars/{deployment_name}, false",
        "with space, false",
        "'', false"
    })
    void aLogGroupHasALegalName(String name, boolean legal) {
        assertThat(Pattern.matches(parameter("LogGroup").get("AllowedPattern").textValue(), name))
                .isEqualTo(legal);
    }

    private JsonNode parameter(String name) {
        return synth.json().get("Parameters").get(name);
    }

    private static String quoted(JsonNode node) {
        return node.toString().replace('"', '\'');
    }
}
