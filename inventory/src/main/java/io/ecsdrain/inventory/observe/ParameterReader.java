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
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Reads the words in SSM Parameter Store: states and registers. */
public final class ParameterReader {

    /** GetParametersByPath's own maximum, and its default. */
    private static final int PAGE = 10;

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
        return Reading.observed(() -> sort(name, pages(ParameterPaths.under(name))));
    }

    /**
     * The same for several names, one by one: the tree above them would take fewer calls, but holds what is none of ours.
     */
    public Map<String, Observed<NameParameters>> under(Collection<String> names) {
        List<String> inOrder = List.copyOf(names);
        List<Observed<NameParameters>> answers = atOnce.each(inOrder, name -> under(name));
        Map<String, Observed<NameParameters>> all = new TreeMap<>();
        for (int index = 0; index < inOrder.size(); index++) {
            all.put(inOrder.get(index), answers.get(index));
        }
        return all;
    }

    /** Only the token tells the end: a page may be empty and yet carry one. */
    private List<ParameterView> pages(String path) {
        return Paging.all(
                        "GetParametersByPath",
                        token -> ssm.getParametersByPath(get ->
                                get.path(path).recursive(true).maxResults(PAGE).nextToken(token)),
                        GetParametersByPathResponse::nextToken)
                .stream()
                .flatMap(page -> page.parameters().stream())
                .map(ParameterReader::view)
                .toList();
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
