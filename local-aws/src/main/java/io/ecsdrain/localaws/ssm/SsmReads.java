package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.ssm.SsmShapes.ByPathInput;
import io.ecsdrain.localaws.ssm.SsmShapes.ByPathOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.DescribeInput;
import io.ecsdrain.localaws.ssm.SsmShapes.DescribeOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.Filter;
import io.ecsdrain.localaws.ssm.SsmShapes.GetParameterInput;
import io.ecsdrain.localaws.ssm.SsmShapes.GetParameterOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.GetParametersInput;
import io.ecsdrain.localaws.ssm.SsmShapes.GetParametersOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.Metadata;
import io.ecsdrain.localaws.ssm.SsmShapes.Parameter;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The operations that change nothing. */
final class SsmReads {

    private static final int BY_PATH_PAGE = 10;
    private static final int DESCRIBE_PAGE = 50;

    private final World world;
    private final ParameterStore store;
    private int pagesByPath;

    SsmReads(World world, ParameterStore store) {
        this.world = world;
        this.store = store;
    }

    GetParameterOutput getParameter(GetParameterInput in) {
        return new GetParameterOutput(store.find(in.name()));
    }

    GetParametersOutput getParameters(GetParametersInput in) {
        SsmErrors.batch(in.names());
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : new TreeSet<>(in.names())) {
            try {
                found.add(store.find(name));
            } catch (AwsError notFound) {
                invalid.add(name);
            }
        }
        return new GetParametersOutput(found, invalid);
    }

    ByPathOutput byPath(ByPathInput in) {
        if (in.path() == null || !in.path().startsWith("/")) {
            throw SsmErrors.validation("The parameter path must begin with a slash: " + in.path());
        }
        if (in.parameterFilters() != null && !in.parameterFilters().isEmpty()) {
            throw AwsError.unsupported("ParameterFilters of GetParametersByPath");
        }
        int size = SsmErrors.pageSize(in.maxResults(), BY_PATH_PAGE);
        PageToken from = PageToken.parse(in.nextToken());
        boolean recursive = Boolean.TRUE.equals(in.recursive());
        List<Parameter> rest = rest(from, below(in.path(), recursive));
        if (!from.afterEmptyPage() && !rest.isEmpty() && emptyPageDue()) {
            return new ByPathOutput(List.of(), new PageToken(from.after(), true).text());
        }
        List<Parameter> page = rest.subList(0, Math.min(size, rest.size()));
        return new ByPathOutput(page, rest.size() > size ? next(page) : null);
    }

    private boolean emptyPageDue() {
        int every = world.switches().get(SsmSwitches.EMPTY_PAGE_EVERY);
        pagesByPath++;
        return every > 0 && pagesByPath % every == 0;
    }

    DescribeOutput describe(DescribeInput in) {
        int size = SsmErrors.pageSize(in.maxResults(), DESCRIBE_PAGE);
        Predicate<String> wanted = name -> true;
        for (Filter filter : in.parameterFilters() == null ? List.<Filter>of() : in.parameterFilters()) {
            wanted = wanted.and(filter(filter));
        }
        List<Parameter> rest = rest(PageToken.parse(in.nextToken()), wanted);
        List<Parameter> page = rest.subList(0, Math.min(size, rest.size()));
        List<Metadata> described = page.stream()
                .map(p -> new Metadata(
                        p.name(), p.arn(), p.type(), p.lastModifiedDate(), p.version(), "Standard", p.dataType()))
                .toList();
        return new DescribeOutput(described, rest.size() > size ? next(page) : null);
    }

    private static Predicate<String> filter(Filter filter) {
        String option = filter.option() == null ? "Equals" : filter.option();
        List<String> values = filter.values() == null ? List.of() : filter.values();
        return switch (filter.key() + " " + option) {
            case "Name Equals" -> values::contains;
            case "Name BeginsWith" -> name -> values.stream().anyMatch(name::startsWith);
            case "Path Recursive" ->
                name -> values.stream().anyMatch(path -> below(path, true).test(name));
            case "Path OneLevel" ->
                name -> values.stream().anyMatch(path -> below(path, false).test(name));
            default -> throw AwsError.unsupported("the parameter filter " + filter.key() + " " + option);
        };
    }

    private static Predicate<String> below(String path, boolean recursive) {
        String prefix = path.endsWith("/") ? path : path + "/";
        return name -> name.startsWith(prefix) && (recursive || name.indexOf('/', prefix.length()) < 0);
    }

    private List<Parameter> rest(PageToken from, Predicate<String> wanted) {
        return store.byName().tailMap(from.after(), false).keySet().stream()
                .filter(wanted)
                .flatMap(name -> store.read(name).stream())
                .toList();
    }

    private static String next(List<Parameter> page) {
        return new PageToken(page.get(page.size() - 1).name(), false).text();
    }
}
