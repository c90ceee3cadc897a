package io.ecsdrain.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule holds over all main classes; a rule whose subjects do not exist fails too, which is ArchUnit's default and
 * is what keeps a renamed package from switching its rule off. That the rules can fail at all is shown by the fixtures.
 */
class ArchitectureTest {

    private static final String BASE = "io.ecsdrain";
    private static final String FIXTURE = BASE + ".system.architecture.fixture";
    private static final ArchitectureRules BROKEN = new ArchitectureRules(FIXTURE);

    static final List<ArchRule> BROKEN_RULES = List.of(
            BROKEN.contractImportsTheJdkOnly(),
            BROKEN.pureImportsNothingOfTheWorld(),
            BROKEN.pureAsksNothingOfTheWorld(),
            BROKEN.localAwsKnowsNeitherSdkNorContract(),
            BROKEN.mutationsHappenInWritersOnly(),
            BROKEN.eachEffectHasOneWriter(),
            BROKEN.environmentAndExitInEntryPointsOnly(),
            BROKEN.foreignTextIsShownAtTheEdgesOnly(),
            BROKEN.packagesFormNoCircle(),
            BROKEN.nothingImportsItsParent(),
            BROKEN.lifecycleAsksTheDoorsOfInventory(),
            BROKEN.deployerSeesTheReaperForItsOwnVerbsOnly(),
            BROKEN.pureClassesFormNoCircle(),
            BROKEN.threeCasesAreALookup());

    private static JavaClasses main;
    private static JavaClasses fixtures;

    @BeforeAll
    static void readClasses() {
        main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(BASE);
        fixtures = new ClassFileImporter().importPackages(FIXTURE);
    }

    static List<ArchRule> rules() {
        return new ArchitectureRules(BASE).all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.allowEmptyShould(false).check(main);
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(ArchitectureRules.modules()).allSatisfy(module -> assertThat(main)
                .anyMatch(type -> (type.getPackageName() + ".").startsWith(BASE + "." + module + ".")
                        && !type.getSimpleName().equals("package-info")));
    }

    @Test
    void everyPurePackageIsLookedAt() {
        assertThat(List.of(
                        "sidecar.drain",
                        "lifecycle.plan.facts",
                        "lifecycle.plan.action",
                        "lifecycle.plan.converge",
                        "reaper.plan",
                        "deployer.plan.activate",
                        "deployer.plan.deploy",
                        "deployer.plan.health",
                        "deployer.plan.look",
                        "deployer.plan.reap",
                        "deployer.plan.rollback",
                        "deployer.plan.taskdef",
                        "deployer.plan.verb",
                        "inventory.model"))
                .allSatisfy(name ->
                        assertThat(main).anyMatch(type -> type.getPackageName().equals(BASE + "." + name)));
    }

    @Test
    void theRuleAboutMutationsSeesThoseOfTheWriters() {
        assertThat(main)
                .filteredOn(type -> type.getPackageName().equals(BASE + ".lifecycle.execute.write"))
                .flatExtracting(type -> type.getMethodCallsFromSelf())
                .anyMatch(
                        call -> Calls.mutatingAws().test(call) && call.getName().equals("deleteService"));
    }

    @ParameterizedTest
    @FieldSource("BROKEN_RULES")
    void findsTheFixtureThatBreaksIt(ArchRule rule) {
        assertThat(rule.evaluate(fixtures).hasViolation()).isTrue();
    }

    @Test
    void findsAnArrowAgainstTheOrder() {
        assertThat(violations())
                .anyMatch(line -> line.contains("ImportsAnotherModule") && line.contains("reaper.report"));
    }

    @Test
    void findsAMutationBesideTheWriters() {
        assertThat(BROKEN.mutationsHappenInWritersOnly()
                        .evaluate(fixtures)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains("DeletesByItself"));
    }

    @Test
    void findsTheTwoWritersOfOneEffect() {
        assertThat(BROKEN.eachEffectHasOneWriter()
                        .evaluate(fixtures)
                        .getFailureReport()
                        .getDetails())
                .singleElement()
                .asString()
                .startsWith("EcsClient.deleteService is called by")
                .contains("write.Writes,", "write.WritesTheSame");
    }

    @Test
    void findsAVerbThatImportsAnother() {
        assertThat(violations())
                .anyMatch(line -> line.contains("ImportsAnotherVerb") && line.contains("reaper.report"));
    }

    @Test
    void findsALookupInAnyPartOfASignature() {
        assertThat(BROKEN.threeCasesAreALookup()
                        .evaluate(fixtures)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.endsWith("HidesALookup.registers"))
                .anyMatch(line -> line.endsWith("HidesALookup.registers()"))
                .anyMatch(line -> line.endsWith("HidesALookup.register()"))
                .noneMatch(line -> line.contains("names"));
    }

    @Test
    void doesNotMindWhatIsAllowed() {
        assertThat(violations()).noneMatch(line -> line.matches("\\w+ <[^>]*KeepsTheRules.*"));
    }

    private static List<String> violations() {
        return BROKEN.all().stream()
                .map(rule -> rule.allowEmptyShould(true))
                .flatMap(rule -> rule.evaluate(fixtures).getFailureReport().getDetails().stream())
                .toList();
    }
}
