package io.ecsdrain.system.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code infra/iam/judge.mjs}: one process for as many actors as there are to judge. */
final class Evaluator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPTS = Path.of("../infra/iam");

    private final ObjectNode actors = JSON.createObjectNode();
    private final Map<String, List<Question>> questions = new LinkedHashMap<>();

    /** What taking one action out of one statement does. */
    record Less(String actor, String sid, String action, List<Question> denied) {}

    /**
     * @param problems questions that AWS's reference finds ill-formed, in words
     * @param denied by the whole policy
     */
    record Verdict(List<String> problems, List<Question> denied, List<Question> allowed, List<Less> less) {}

    void add(String actor, ArrayNode statements, List<Question> asked) {
        ObjectNode node = actors.putObject(actor);
        node.set("statements", statements);
        ArrayNode list = node.putArray("questions");
        asked.forEach(each -> {
            ObjectNode question = list.addObject();
            question.put("action", each.asked().action());
            question.put("resource", each.asked().resource());
            question.set("context", JSON.valueToTree(each.asked().context()));
        });
        questions.put(actor, asked);
    }

    Map<String, Verdict> judge(Path folder) throws IOException, InterruptedException {
        Path input = folder.resolve("questions.json");
        Path output = folder.resolve("verdicts.json");
        Path said = folder.resolve("judge.log");
        JSON.writeValue(input.toFile(), JSON.createObjectNode().set("actors", actors));
        Process judge = new ProcessBuilder("node", SCRIPTS.resolve("judge.mjs").toString(), input + "", output + "")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(judge.waitFor()).as(Files.readString(said)).isZero();
        JsonNode verdicts = JSON.readTree(output.toFile());
        Map<String, Verdict> all = new LinkedHashMap<>();
        questions.forEach((actor, asked) -> all.put(actor, verdict(actor, asked, verdicts.path(actor))));
        return all;
    }

    private static Verdict verdict(String actor, List<Question> asked, JsonNode node) {
        List<String> problems = new ArrayList<>();
        List<Question> denied = new ArrayList<>();
        List<Question> allowed = new ArrayList<>();
        assertThat(node.path("verdicts")).hasSize(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            JsonNode said = node.path("verdicts").path(i);
            if (said.has("problem")) {
                problems.add(asked.get(i) + ": " + said.path("problem").asText());
            } else {
                (said.path("result").asText().equals("Allowed") ? allowed : denied).add(asked.get(i));
            }
        }
        List<Less> less = new ArrayList<>();
        node.path("without").forEach(each -> {
            List<Question> missed = new ArrayList<>();
            each.path("denied").forEach(number -> missed.add(asked.get(number.asInt())));
            less.add(new Less(
                    actor, each.path("sid").asText(), each.path("action").asText(), missed));
        });
        return new Verdict(problems, denied, allowed, less);
    }
}
