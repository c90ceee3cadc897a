package io.ecsdrain.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether one class alone calls each method of an SDK client that changes something. */
final class OneWriter extends ArchCondition<JavaClass> {

    /** Of the load balancer's one method each for rules and for target groups, which have a writer each. */
    private static final Set<String> OF_TWO = Set.of("addTags", "removeTags");

    private final Map<String, Set<String>> callers = new TreeMap<>();

    OneWriter() {
        super("share no effect on AWS with another class");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        callers.clear();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
            if (Calls.mutatingAws().test(call)) {
                callers.computeIfAbsent(
                                call.getTargetOwner().getSimpleName() + "." + call.getName(), effect -> new TreeSet<>())
                        .add(type.getName());
            }
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        callers.forEach((effect, types) -> {
            int allowed = OF_TWO.contains(effect.substring(effect.indexOf('.') + 1)) ? 2 : 1;
            if (types.size() > allowed) {
                events.add(SimpleConditionEvent.violated(types, effect + " is called by " + types));
            }
        });
    }
}
