package io.ecsdrain.localaws.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports of one task. Containers of a task share localhost in awsvpc mode; here all tasks share it, so each
 * container port gets a port of its own, written {@code {{port:9901}}} in command and environment.
 */
final class TaskPorts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{port:([0-9]{1,5})}}");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Ports ports;
    private final Map<Integer, Integer> byContainerPort = new LinkedHashMap<>();

    TaskPorts(Ports ports) {
        this.ports = ports;
    }

    int of(int containerPort) {
        return byContainerPort.computeIfAbsent(containerPort, any -> ports.take());
    }

    String fill(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> String.valueOf(of(Integer.parseInt(found.group(1)))));
    }

    List<String> fill(List<String> texts) {
        return texts.stream().map(this::fill).toList();
    }

    /** {@code list} with the task's own port in the place of each port. */
    String each(String list) {
        return PORT.matcher(list).replaceAll(found -> String.valueOf(of(Integer.parseInt(found.group()))));
    }

    Collection<Integer> all() {
        return byContainerPort.values();
    }
}
