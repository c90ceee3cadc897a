package io.ecsdrain.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The architecture rules over everything below one base package, so that fixtures can break them elsewhere. */
final class ArchitectureRules {

    static final String SDK = "software.amazon.awssdk..";

    /**
     * Values of other packages: trees, not parsers; addresses, not connections; a digest of bytes at hand;
     * configuration.
     */
    private static final DescribedPredicate<JavaClass> PURE_VALUES = describe(
            "pure values",
            type -> type.getPackageName().equals("com.fasterxml.jackson.databind.node")
                    || type.isRecord() && type.getSimpleName().endsWith("Config")
                    || Set.of(
                                    "com.fasterxml.jackson.databind.JsonNode",
                                    "java.net.URI",
                                    "java.nio.charset.Charset",
                                    "java.nio.charset.StandardCharsets",
                                    "java.security.MessageDigest",
                                    "java.security.NoSuchAlgorithmException")
                            .contains(type.getName()));

    /**
     * Which modules each module's main code may see. Demo, bench and system-tests see everything, and no module sees
     * them.
     */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("contract", List.of());
        ARROWS.put("localaws", List.of());
        ARROWS.put("fixture", List.of("contract", "localaws"));
        ARROWS.put("inventory", List.of("contract"));
        ARROWS.put("sidecar", List.of("contract"));
        ARROWS.put("lifecycle", List.of("contract", "inventory"));
        ARROWS.put("reaper", List.of("contract", "inventory", "lifecycle"));
        ARROWS.put("deployer", List.of("contract", "inventory", "lifecycle", "reaper"));
        ARROWS.put("infra", List.of("contract"));
    }

    /** Of the JDK only what neither reads nor changes the world. */
    private static final String[] PURE_JDK = {
        "java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime",
        "java.math", "java.time", "java.time.format", "java.time.temporal",
        "java.util", "java.util.function", "java.util.regex", "java.util.stream"
    };

    /** They pass all they show through {@code Printable}. */
    private static final Set<String> EDGES = Set.of("RunLog", "Console", "Main", "LambdaHandler", "Failures");

    /** The deployer's classes that are about the reaper, beside those of its package {@code plan.reap}. */
    private static final Set<String> EXPLAIN_AND_REAP =
            Set.of("EndNow", "ExplainFlow", "Explained", "ReapFlow", "ReaperOptions", "Watched", "WatchFlow");

    private final String base;

    ArchitectureRules(String base) {
        this.base = base;
    }

    static List<String> modules() {
        return List.copyOf(ARROWS.keySet());
    }

    List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>(List.of(
                contractImportsTheJdkOnly(),
                pureImportsNothingOfTheWorld(),
                pureAsksNothingOfTheWorld(),
                localAwsKnowsNeitherSdkNorContract(),
                mutationsHappenInWritersOnly(),
                eachEffectHasOneWriter(),
                environmentAndExitInEntryPointsOnly(),
                foreignTextIsShownAtTheEdgesOnly(),
                packagesFormNoCircle(),
                nothingImportsItsParent(),
                lifecycleAsksTheDoorsOfInventory(),
                deployerSeesTheReaperForItsOwnVerbsOnly(),
                pureClassesFormNoCircle(),
                threeCasesAreALookup()));
        rules.addAll(arrows());
        rules.addAll(verbsDoNotImportEachOther());
        return rules;
    }

    ArchRule contractImportsTheJdkOnly() {
        return classes()
                .that(in("contract"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", base + ".contract.."))
                .because("every program links the contract, so a library here would be a library everywhere");
    }

    ArchRule pureImportsNothingOfTheWorld() {
        String[] allowed = Stream.of(Stream.of(PURE_JDK), Stream.of(pure()), Stream.of(base + ".contract.."))
                .flatMap(names -> names)
                .toArray(String[]::new);
        return classes()
                .that(resideInAnyPackage(pure()))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(PURE_VALUES))
                .because(
                        "a decision is a function of what was observed: no SDK, HTTP, logging or I/O, so that ten thousand"
                                + " snapshots can be tried in a second");
    }

    ArchRule pureAsksNothingOfTheWorld() {
        return noClasses()
                .that(resideInAnyPackage(pure()))
                .should()
                .callMethodWhere(Calls.ofTheWorld())
                .orShould()
                .dependOnClassesThat(Calls.SOURCES_OF_TIME_AND_CHANCE)
                .because("time is an argument, and the same snapshot must give the same plan");
    }

    ArchRule localAwsKnowsNeitherSdkNorContract() {
        return noClasses()
                .that(in("localaws"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SDK, base + ".contract.."))
                .because("with a shared constant or a shared model one wrong name would satisfy both sides");
    }

    ArchRule mutationsHappenInWritersOnly() {
        return noClasses()
                .that(in("inventory", "sidecar", "lifecycle", "reaper", "deployer"))
                .and(not(resideInAnyPackage(
                        base + ".lifecycle.execute.write..",
                        base + ".deployer.execute..",
                        base + ".sidecar.execute..")))
                .should()
                .callMethodWhere(Calls.mutatingAws())
                .because("there is one door to destruction, and observing must be safe at any time");
    }

    ArchRule eachEffectHasOneWriter() {
        return classes()
                .that(in("lifecycle", "reaper", "deployer"))
                .should(new OneWriter())
                .because("what one effect needs, such as its order and its tags, is known in one place");
    }

    ArchRule environmentAndExitInEntryPointsOnly() {
        return noClasses()
                .that(not(Calls.ENTRY_POINT))
                .should()
                .callMethodWhere(Calls.ofTheProcess())
                .because("configuration is read once, and a test must survive what it tests");
    }

    ArchRule foreignTextIsShownAtTheEdgesOnly() {
        return noClasses()
                .that(in("lifecycle", "reaper", "deployer"))
                .and(not(describe("edges", type -> EDGES.contains(type.getSimpleName()))))
                .should()
                .callMethodWhere(Calls.showing())
                .because("one place escapes what others wrote, before a terminal or a log sees it");
    }

    ArchRule packagesFormNoCircle() {
        return slices().matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("two packages that import each other can only be understood together");
    }

    ArchRule nothingImportsItsParent() {
        return classes()
                .that(resideInAnyPackage(base + ".."))
                .should(new NoParents(base))
                .because("a package may use its own subpackages, so that reading inwards needs nothing from outside");
    }

    ArchRule lifecycleAsksTheDoorsOfInventory() {
        return noClasses()
                .that(in("lifecycle"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(base + ".inventory.observe.."))
                .because("what an action rests on is read again through LiveReader, which says what a failed read is");
    }

    ArchRule deployerSeesTheReaperForItsOwnVerbsOnly() {
        return noClasses()
                .that(in("deployer"))
                .and(not(describe("explain, watch and reap", this::isAboutTheReaper)))
                .should()
                .dependOnClassesThat(in("reaper"))
                .because(
                        "what both do to a deployment is in lifecycle; only explain, watch and reap are about the reaper itself");
    }

    private boolean isAboutTheReaper(JavaClass type) {
        if (type.getPackageName().equals(base + ".deployer.plan.reap")) {
            return true;
        }
        String outermost =
                type.getName().substring(type.getPackageName().length() + 1).replaceFirst("\\$.*", "");
        return EXPLAIN_AND_REAP.contains(outermost);
    }

    ArchRule pureClassesFormNoCircle() {
        return slices().assignedFrom(new PureFiles(base))
                .should()
                .beFreeOfCycles()
                .because("a decision is read from its result down to its facts, without turning back");
    }

    ArchRule threeCasesAreALookup() {
        return classes()
                .that(resideInAnyPackage(base + ".."))
                .should(new NoHiddenLookup())
                .because("a Lookup names the three cases, so that a failed read cannot be taken for a missing thing");
    }

    private List<ArchRule> arrows() {
        return ARROWS.entrySet().stream()
                .map(arrow -> noClasses()
                        .that(in(arrow.getKey()))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(base + "..")
                                .and(not(in(arrow.getKey())))
                                .and(not(in(arrow.getValue().toArray(String[]::new)))))
                        .because(arrow.getKey() + " sees only " + arrow.getValue()
                                + ": the arrows of the modules are the order in which one can understand them"))
                .toList();
    }

    private List<ArchRule> verbsDoNotImportEachOther() {
        return Stream.of("inventory", "sidecar", "lifecycle", "reaper", "deployer")
                .map(module -> classes()
                        .that(in(module))
                        .should(new VerbsKeepApart(base + "." + module))
                        .because("the module's root wires its verbs; what they share are the types of plan and model"))
                .toList();
    }

    private String[] pure() {
        return new String[] {base + ".sidecar.drain..", base + "..plan..", base + "..model.."};
    }

    private DescribedPredicate<JavaClass> in(String... modules) {
        return resideInAnyPackage(
                Stream.of(modules).map(module -> base + "." + module + "..").toArray(String[]::new));
    }
}
