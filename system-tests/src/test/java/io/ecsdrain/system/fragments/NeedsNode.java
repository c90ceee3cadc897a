package io.ecsdrain.system.fragments;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where node and npm are installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

    final class Condition extends Need {

        @Override
        protected Optional<String> lacking() {
            return Stream.of("node", "npm")
                    .filter(program -> onPath(program).findAny().isEmpty())
                    .map(program -> "no " + program + " on the PATH")
                    .findFirst();
        }
    }
}
