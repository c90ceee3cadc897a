package io.ecsdrain.localaws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.iam.Authorizer;
import io.ecsdrain.localaws.iam.Inputs;
import java.util.List;
import java.util.Map;

/** What Parameter Store asks IAM, after the page of Systems Manager in the Service Authorization Reference. */
final class SsmAuthorizer implements Authorizer {

    private final ParameterStore store;

    SsmAuthorizer(ParameterStore store) {
        this.store = store;
    }

    @Override
    public List<Authorization> asked(String operation, JsonNode in) {
        String action = "ssm:" + operation;
        return switch (operation) {
            case "GetParameter", "DeleteParameter" -> List.of(tagged(action, in.path("Name")));
            case "GetParameters", "DeleteParameters" ->
                Inputs.texts(in.path("Names")).stream()
                        .map(name -> tagged(action, name))
                        .toList();
            // The path itself is asked about, whatever lies below it.
            case "GetParametersByPath" ->
                List.of(Authorization.of(action, arn(in.path("Path").asText("")))
                        .with("ssm:Recursive", in.path("Recursive").asText("false")));
            case "PutParameter" -> put(action, in);
            case "AddTagsToResource" ->
                List.of(tagged(action, in.path("ResourceId")).bringing(Inputs.tags(in.path("Tags"))));
            case "RemoveTagsFromResource" ->
                List.of(tagged(action, in.path("ResourceId")).tagKeys(Inputs.texts(in.path("TagKeys"))));
            case "ListTagsForResource" -> List.of(tagged(action, in.path("ResourceId")));
            default -> List.of(Authorization.of(action, Authorization.ANY));
        };
    }

    /** Knows no tags that are there, only those that come with it. */
    private List<Authorization> put(String action, JsonNode in) {
        String arn = arn(in.path("Name").asText(""));
        Map<String, String> tags = Inputs.tags(in.path("Tags"));
        Authorization put = Authorization.of(action, arn)
                .with("ssm:Overwrite", in.path("Overwrite").asText("false"))
                .bringing(tags);
        return tags.isEmpty()
                ? List.of(put)
                : List.of(put, Authorization.of("ssm:AddTagsToResource", arn).bringing(tags));
    }

    private Authorization tagged(String action, JsonNode name) {
        return tagged(action, name.asText(""));
    }

    private Authorization tagged(String action, String given) {
        String arn = arn(given);
        Map<String, String> tags = store.existing(arn.substring(arn.indexOf(":parameter") + ":parameter".length()))
                .map(ParameterHistory::tags)
                .orElse(Map.of());
        return Authorization.of(action, arn).tagged(tags);
    }

    /** Of a name or an ARN, with or without a version behind it. */
    private String arn(String given) {
        if (given.startsWith("arn:")) {
            return given;
        }
        int colon = given.indexOf(':');
        return store.arn(colon < 0 ? given : given.substring(0, colon));
    }
}
