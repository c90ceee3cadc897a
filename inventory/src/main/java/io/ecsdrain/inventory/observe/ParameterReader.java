package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Reads the words in SSM Parameter Store: states and registers. */
public final class ParameterReader {

    /** GetParametersByPath's own maximum, and its default. */
    private static final int PAGE = 10;

    /** From so many names on the tree that holds them all is tried; fewer are not worth a call that may be refused. */
    private static final int MANY_NAMES = 20;

    private final SsmClient ssm;
    private final AtOnce atOnce;

    public ParameterReader(SsmClient ssm) {
        this(ssm, new AtOnce(1));
    }

    public ParameterReader(SsmClient ssm, AtOnce atOnce) {
        this.ssm = ssm;
        this.atOnce = atOnce;
    }

    /** One parameter by its exact name; known and empty if SSM says that it does not exist. */
    public Observed<Optional<ParameterView>> one(String parameter) {
        return Reading.observed(() -> Reading.call("GetParameter", () -> {
            try {
                return Optional.of(
                        view(ssm.getParameter(get -> get.name(parameter)).parameter()));
            } catch (ParameterNotFoundException missing) {
                return Optional.empty();
            }
        }));
    }

    /** Everything below {@code /apps/<name>}; a path without parameters is known and empty. */
    public Observed<NameParameters> under(String name) {
        return Reading.observed(() ->
                sort(name, pages(ParameterPaths.under(name), Integer.MAX_VALUE).orElseThrow()));
    }

    /**
     * The same for several names, which one by one cost a call each at least: many are read from the tree above them, if that
     * may be read and holds no more pages than there are names.
     */
    public Map<String, Observed<NameParameters>> under(Collection<String> names) {
        List<String> inOrder = List.copyOf(names);
        Map<String, Observed<NameParameters>> all = new TreeMap<>();
        Optional<Map<String, List<ParameterView>>> tree =
                inOrder.size() < MANY_NAMES ? Optional.empty() : tree(inOrder.size());
        if (tree.isPresent()) {
            inOrder.forEach(
                    name -> all.put(name, Observed.known(sort(name, tree.get().getOrDefault(name, List.of())))));
            return all;
        }
        List<Observed<NameParameters>> answers = atOnce.each(inOrder, name -> under(name));
        for (int index = 0; index < inOrder.size(); index++) {
            all.put(inOrder.get(index), answers.get(index));
        }
        return all;
    }

    /** By name, its parameters; empty if there are more than so many pages of them all, or they cannot be read. */
    private Optional<Map<String, List<ParameterView>>> tree(int pages) {
        return Reading.observed(() -> pages(ParameterPaths.ROOT, pages))
                .value()
                .flatMap(found -> found)
                .map(found -> found.stream()
                        .filter(parameter -> parameter.name().split("/").length > 3)
                        .collect(Collectors.groupingBy(
                                parameter -> parameter.name().split("/")[2])));
    }

    private Optional<List<ParameterView>> pages(String path, int most) {
        List<ParameterView> found = new ArrayList<>();
        String token = null;
        int read = 0;
        // Only the token tells the end: a page may be empty and yet carry one.
        do {
            if (read++ == most) {
                return Optional.empty();
            }
            String from = token;
            GetParametersByPathResponse page = Reading.call(
                    "GetParametersByPath",
                    () -> ssm.getParametersByPath(get ->
                            get.path(path).recursive(true).maxResults(PAGE).nextToken(from)));
            page.parameters().forEach(parameter -> found.add(view(parameter)));
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return Optional.of(found);
    }

    static NameParameters sort(String name, List<ParameterView> found) {
        Optional<ParameterView> register = Optional.empty();
        Map<DeploymentKey, ParameterView> states = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        for (ParameterView parameter : found) {
            Optional<DeploymentKey> key = ParameterPaths.parseState(parameter.name())
                    .filter(parsed -> parsed.name().equals(name));
            if (parameter.name().equals(ParameterPaths.live(name))) {
                register = Optional.of(parameter);
            } else if (key.isPresent()) {
                states.put(key.get(), parameter);
            } else {
                remarks.add("parameter " + parameter.name() + " is none of ours");
            }
        }
        return new NameParameters(register, states, remarks);
    }

    private static ParameterView view(Parameter raw) {
        return new ParameterView(raw.name(), raw.value(), raw.lastModifiedDate(), raw.version());
    }
}
