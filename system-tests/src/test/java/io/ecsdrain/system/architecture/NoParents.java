package io.ecsdrain.system.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Whether a class depends on a package that encloses its own. */
final class NoParents extends ArchCondition<JavaClass> {

    private final String base;

    NoParents(String base) {
        super("not depend on a package that encloses its own");
        this.base = base;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String other = dependency.getTargetClass().getPackageName();
            if (other.startsWith(base) && type.getPackageName().startsWith(other + ".")) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }
}
