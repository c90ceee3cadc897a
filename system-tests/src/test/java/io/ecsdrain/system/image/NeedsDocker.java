package io.ecsdrain.system.image;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where a Docker engine answers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

    final class Condition extends Need {

        private static final boolean ANSWERS = DockerCommand.answers();

        @Override
        protected Optional<String> lacking() {
            return ANSWERS ? Optional.empty() : Optional.of("no Docker engine answers");
        }
    }
}
