package io.ecsdrain.deployer.plan.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.contract.DeploymentKey;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamingTest {

    @Property
    void aTargetGroupNameIsAlwaysLegalAndAlwaysTheSame(@ForAll("names") String name, @ForAll("names") String id) {
        String group = GroupNames.of(new DeploymentKey(name, id));

        assertThat(group).matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?");
        assertThat(group).isEqualTo(GroupNames.of(new DeploymentKey(name, id)));
    }

    @Example
    void keysThatReadAlikeHaveDifferentGroups() {
        assertThat(GroupNames.of(new DeploymentKey("app", "eu-1")))
                .isNotEqualTo(GroupNames.of(new DeploymentKey("app-eu", "1")));
    }

    @Example
    void aFreePriorityIsFoundAboveThenBelowThenNowhere() {
        assertThat(Priorities.free(Set.of())).hasValue(1000);
        assertThat(Priorities.free(Set.of(1000, 1001, 1003))).hasValue(1002);
        Set<Integer> above = IntStream.rangeClosed(1000, 50_000).boxed().collect(Collectors.toCollection(TreeSet::new));
        assertThat(Priorities.free(above)).hasValue(999);
        above.addAll(IntStream.range(1, 1000).boxed().toList());
        assertThat(Priorities.free(above)).isEmpty();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab0-").ofMaxLength(62).map(rest -> "a" + rest);
    }
}
