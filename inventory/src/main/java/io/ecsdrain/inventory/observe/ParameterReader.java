package io.ecsdrain.inventory.observe;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.ParameterPaths;
import io.ecsdrain.inventory.aws.Batches;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Lookup;
import io.ecsdrain.inventory.model.NameParameters;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Reads the words in SSM Parameter Store: states and registers. */
public final class ParameterReader {

    /** GetParametersByPath's own maximum, and its default. */
    private static final int PAGE = 10;

    /** GetParameters takes no more than ten names (AWS, Systems Manager API reference). */
    private static final int BATCH = 10;

    private static final String DENIED = "AccessDeniedException";

    private final SsmClient ssm;
    private final ParallelReads atOnce;

    public ParameterReader(SsmClient ssm) {
        this(ssm, new ParallelReads(1));
    }

    public ParameterReader(SsmClient ssm, ParallelReads atOnce) {
        this.ssm = ssm;
        this.atOnce = atOnce;
    }

    /** One parameter by its exact name; missing if SSM says that it does not exist. */
    public Lookup<ParameterView> one(String parameter) {
        return Reading.lookup(() -> Reading.call("GetParameter", () -> {
            try {
                return Optional.of(
                        view(ssm.getParameter(get -> get.name(parameter)).parameter()));
            } catch (ParameterNotFoundException missing) {
                return Optional.empty();
            }
        }));
    }

    /**
     * Parameters by their exact names, ten in a call, or one by one where IAM allows no more; those that SSM says do
     * not exist are not among them.
     *
     * @return unknown if one of the calls fails, or leaves out a name that it was asked for
     */
    public Observed<Map<String, ParameterView>> named(Collection<String> parameters) {
        return Reading.observed(() -> {
            Map<String, ParameterView> found = new TreeMap<>();
            for (List<String> batch : Batches.of(List.copyOf(parameters), BATCH)) {
                found.putAll(batch(batch));
            }
            return found;
        });
    }

    private Map<String, ParameterView> batch(List<String> names) {
        return Reading.call("GetParameters", () -> {
            try {
                GetParametersResponse answer = ssm.getParameters(get -> get.names(names));
                requireWhole(names, answer);
                return answer.parameters().stream()
                        .map(ParameterReader::view)
                        .collect(Collectors.toMap(ParameterView::name, Function.identity()));
            } catch (SsmException refused) {
                if (!DENIED.equals(refused.awsErrorDetails().errorCode())) {
                    throw refused;
                }
                // A policy of an earlier version allows one at a time.
                return names.stream()
                        .flatMap(name -> Reading.require(one(name)).stream())
                        .collect(Collectors.toMap(ParameterView::name, Function.identity()));
            }
        });
    }

    /** A name that is silently left out must not look as if it did not exist. */
    private static void requireWhole(List<String> asked, GetParametersResponse answer) {
        Set<String> open = new TreeSet<>(asked);
        answer.invalidParameters().forEach(open::remove);
        answer.parameters().forEach(parameter -> open.remove(parameter.name()));
        if (!open.isEmpty()) {
            throw new Reading.Failed("GetParameters: no word about " + open);
        }
    }

    /** Everything below {@code /apps/<name>}; a path without parameters is known and empty. */
    public Observed<NameParameters> under(String name) {
        return Reading.observed(() -> sort(name, pages(ParameterPaths.under(name))));
    }

    /**
     * The same for several names, one by one: the tree above them would take fewer calls, but holds what is none of
     * ours.
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

    /**
     * By parameter, the tags that could be read; GetParametersByPath does not tell them. A parameter that is gone has
     * none.
     */
    public Map<String, Map<String, String>> tags(Collection<String> names) {
        List<String> inOrder = List.copyOf(names);
        List<Observed<Map<String, String>>> answers = atOnce.each(inOrder, this::tags);
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (int index = 0; index < inOrder.size(); index++) {
            all.put(inOrder.get(index), answers.get(index).value().orElse(Map.of()));
        }
        return all;
    }

    private Observed<Map<String, String>> tags(String name) {
        return Reading.observed(() -> Reading.call("ListTagsForResource", () -> ssm
                .listTagsForResource(list ->
                        list.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name))
                .tagList()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value))));
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
        Map<DeploymentKey, ParameterView> fences = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        for (ParameterView parameter : found) {
            Optional<DeploymentKey> key = ParameterPaths.parseState(parameter.name())
                    .filter(parsed -> parsed.name().equals(name));
            Optional<DeploymentKey> fenced = ParameterPaths.parseFence(parameter.name())
                    .filter(parsed -> parsed.name().equals(name));
            if (parameter.name().equals(ParameterPaths.live(name))) {
                register = Optional.of(parameter);
            } else if (key.isPresent()) {
                states.put(key.get(), parameter);
            } else if (fenced.isPresent()) {
                fences.put(fenced.get(), parameter);
            } else {
                remarks.add("parameter " + parameter.name() + " is none of ours");
            }
        }
        return new NameParameters(register, states, fences, remarks);
    }

    private static ParameterView view(Parameter raw) {
        return new ParameterView(raw.name(), raw.value(), raw.lastModifiedDate(), raw.version());
    }
}
