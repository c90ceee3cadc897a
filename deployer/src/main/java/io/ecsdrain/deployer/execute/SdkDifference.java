package io.ecsdrain.deployer.execute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Where what is registered is not what is asked for, both as the SDK's shapes. Lists of things that have a name are
 * compared by it, whatever their order. What the request leaves unsaid is a difference only where AWS would not have
 * filled it in: it fills in numbers, true and false, empty lists and the texts of {@link #FILLED_IN}.
 */
final class SdkDifference {

    /** Texts that DescribeTaskDefinition shows without having been told (API reference of the shapes they are in). */
    private static final Set<String> FILLED_IN =
            Set.of("protocol", "versionConsistency", "scope", "rootDirectory", "transitEncryption", "iam", "mode");

    /** What tells the members of a list apart. */
    private static final List<String> NAMES = List.of(
            "name",
            "capacityProvider",
            "containerName",
            "containerPort",
            "containerPath",
            "sourceContainer",
            "hostname");

    /** Their values may be secrets, so only that they differ is said. */
    private static final Pattern SECRET = Pattern.compile("/(environment|secrets|command|entryPoint|options)\\b");

    /** {@code 0.25 vCPU} and {@code 1 GB} become CPU units and MiB when they are registered. */
    private static final Pattern UNITS = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(vcpu|gb)", Pattern.CASE_INSENSITIVE);

    private final List<String> found = new ArrayList<>();
    private final boolean onlyGiven;
    private final Set<String> except;

    private SdkDifference(boolean onlyGiven, Set<String> except) {
        this.onlyGiven = onlyGiven;
        this.except = except;
    }

    /** Phrases, each naming its path; only members that {@code asked} knows are compared, tags excepted. */
    static List<String> between(SdkPojo asked, SdkPojo there) {
        SdkDifference difference = new SdkDifference(false, Set.of());
        difference.members(asked, there, "");
        return difference.found;
    }

    /**
     * The same, but what {@code asked} leaves unsaid is no difference, whatever is there.
     *
     * @param except paths that are not compared
     */
    static List<String> ofGiven(SdkPojo asked, SdkPojo there, Set<String> except) {
        SdkDifference difference = new SdkDifference(true, except);
        difference.members(asked, there, "");
        return difference.found;
    }

    private void members(SdkPojo asked, SdkPojo there, String path) {
        Map<String, SdkField<?>> known =
                there.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, Function.identity()));
        for (SdkField<?> field : asked.sdkFields()) {
            String name = field.locationName();
            SdkField<?> counterpart = known.get(name);
            if (counterpart != null && !name.equals("tags") && !except.contains(path + "/" + name)) {
                values(field.getValueOrDefault(asked), counterpart.getValueOrDefault(there), path + "/" + name);
            }
        }
    }

    private void values(Object asked, Object there, String path) {
        if (isNothing(asked) || isUnset(asked, path)) {
            if (!onlyGiven && !isNothing(there) && !isFilledIn(there, path)) {
                differ(path, "nothing", there);
            }
        } else if (asked instanceof SdkPojo pojo && there instanceof SdkPojo other) {
            members(pojo, other, path);
        } else if (asked instanceof Map<?, ?> map && there instanceof Map<?, ?> other) {
            keyed(map, other, path);
        } else if (asked instanceof List<?> list && there instanceof List<?> other) {
            lists(list, other, path);
        } else if (!isSame(asked, there, path)) {
            differ(path, asked, there);
        }
    }

    private void lists(List<?> asked, List<?> there, String path) {
        boolean shapes = asked.stream().allMatch(SdkPojo.class::isInstance);
        if (shapes) {
            keyed(byName(asked), byName(there), path);
        } else if (!asked.equals(there)) {
            differ(path, asked, there);
        }
    }

    private void keyed(Map<?, ?> asked, Map<?, ?> there, String path) {
        Set<String> keys = new TreeSet<>();
        asked.keySet().forEach(key -> keys.add(key.toString()));
        there.keySet().forEach(key -> keys.add(key.toString()));
        for (String key : keys) {
            String where = path + "/" + key;
            if (!asked.containsKey(key)) {
                found.add(where + " is there and not asked for");
            } else if (!there.containsKey(key)) {
                found.add(where + " is asked for and not there");
            } else {
                values(asked.get(key), there.get(key), where);
            }
        }
    }

    private static Map<String, Object> byName(List<?> shapes) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Object shape : shapes) {
            named.put(name((SdkPojo) shape).orElse(String.valueOf(named.size())), shape);
        }
        return named;
    }

    private static Optional<String> name(SdkPojo shape) {
        return NAMES.stream()
                .flatMap(name -> shape.sdkFields().stream()
                        .filter(field -> field.locationName().equals(name))
                        .map(field -> field.getValueOrDefault(shape)))
                .filter(value -> value != null)
                .map(Object::toString)
                .findFirst();
    }

    private void differ(String path, Object asked, Object there) {
        found.add(
                SECRET.matcher(path).find() || there instanceof SdkPojo || there instanceof Collection<?>
                        ? path + " differs"
                        : path + " is " + (isNothing(there) ? "nothing" : there) + ", asked for is " + asked);
    }

    private static boolean isNothing(Object value) {
        return value == null
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof SdkPojo pojo
                        && pojo.sdkFields().stream().allMatch(field -> isNothing(field.getValueOrDefault(pojo)));
    }

    /** Zero says as little as silence: of CPU units, and of a host port that is to be the container's. */
    private static boolean isUnset(Object asked, String path) {
        return asked instanceof Integer number && number == 0 && (path.endsWith("/hostPort") || path.endsWith("/cpu"));
    }

    private static boolean isFilledIn(Object there, String path) {
        return there instanceof Number
                || there instanceof Boolean
                || there instanceof String && FILLED_IN.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    /** A role may be asked for by its name and be shown by its ARN. */
    private static boolean isSame(Object asked, Object there, String path) {
        if (there == null) {
            return false;
        }
        return asked.equals(there)
                || path.endsWith("RoleArn") && there.toString().endsWith("/" + asked)
                || (path.equals("/cpu") || path.equals("/memory"))
                        && inUnits(asked.toString()).equals(inUnits(there.toString()));
    }

    private static String inUnits(String text) {
        Matcher matcher = UNITS.matcher(text.trim());
        return matcher.matches()
                ? String.valueOf(Math.round(Double.parseDouble(matcher.group(1)) * 1024))
                : text.trim();
    }
}
