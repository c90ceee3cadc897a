package io.ecsdrain.system.iam;

import io.ecsdrain.contract.Tags;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.iam.Authorization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question that an actor's calls gave rise to, once however often it was asked.
 *
 * @param operation the first call that asked it, as {@code service:Operation}
 */
record Question(String operation, Authorization asked) {

    /** Everything that IAM was asked about calls under this access key, in the order of the first time. */
    static List<Question> of(LocalAws aws, String accessKey) {
        Map<Authorization, Question> first = new LinkedHashMap<>();
        aws.calls().stream().filter(call -> call.accessKey().equals(accessKey)).forEach(call -> call.authorizations()
                .forEach(asked ->
                        first.putIfAbsent(asked, new Question(call.service() + ":" + call.operation(), asked))));
        return List.copyOf(first.values());
    }

    String action() {
        return asked.action();
    }

    /** The same, about something that carries another tag. */
    Question tagged(String key, String value) {
        Map<String, List<String>> context = new TreeMap<>(asked.context());
        context.put("aws:ResourceTag/" + key, List.of(value));
        return new Question(operation, new Authorization(asked.action(), asked.resource(), context));
    }

    /** The same, about a thing of another deployment name, told by its path or by its tag. */
    Question of(String mine, String other) {
        String resource = asked.resource().replace("/apps/" + mine + "/", "/apps/" + other + "/");
        return resource.equals(asked.resource())
                ? tagged(Tags.DEPLOYMENT_NAME, other)
                : new Question(operation, new Authorization(asked.action(), resource, asked.context()));
    }

    /** Empty without such a tag. */
    String tag(String key) {
        return asked.context()
                .getOrDefault("aws:ResourceTag/" + key, List.of(""))
                .get(0);
    }
}
