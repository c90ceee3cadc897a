package io.ecsdrain.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.ecsdrain.inventory.model.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a field, a parameter or a result is something observed that may be empty, however deep in its type that
 * stands.
 */
final class NoHiddenLookup extends ArchCondition<JavaClass> {

    NoHiddenLookup() {
        super("not tell a missing thing from a failed read by an Optional");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
                .filter(field -> hides(field.getType()))
                .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getFullName())));
        type.getCodeUnits().stream()
                .filter(code -> Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
                        .anyMatch(NoHiddenLookup::hides))
                .forEach(code -> events.add(SimpleConditionEvent.violated(code, code.getFullName())));
    }

    private static boolean hides(JavaType type) {
        if (!(type instanceof JavaParameterizedType generic)) {
            return false;
        }
        List<JavaType> arguments = generic.getActualTypeArguments();
        return arguments.stream()
                .anyMatch(argument -> areBoth(generic.toErasure(), argument.toErasure()) || hides(argument));
    }

    private static boolean areBoth(JavaClass outer, JavaClass inner) {
        return outer.isEquivalentTo(Observed.class) && inner.isEquivalentTo(Optional.class)
                || outer.isEquivalentTo(Optional.class) && inner.isEquivalentTo(Observed.class);
    }
}
