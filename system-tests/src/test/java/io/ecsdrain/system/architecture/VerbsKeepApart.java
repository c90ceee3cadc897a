package io.ecsdrain.system.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** A verb is the first package below a module's root; the root's own classes may use them all. */
final class VerbsKeepApart extends ArchCondition<JavaClass> {

    /**
     * The pure packages, which hold the types that verbs hand to each other, and the way to AWS, which all of them go.
     */
    private static final Set<String> SHARED = Set.of("plan", "model", "drain", "aws");

    private final String module;

    VerbsKeepApart(String module) {
        super("not depend on another verb of " + module);
        this.module = module;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String own = verb(type);
        if (own.isEmpty()) {
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String other = verb(dependency.getTargetClass());
            if (!other.isEmpty() && !other.equals(own) && !SHARED.contains(other)) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }

    /** The verb's name, or empty for the root package and for other modules. */
    private String verb(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(module + ".")) {
            return "";
        }
        String below = name.substring(module.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}
