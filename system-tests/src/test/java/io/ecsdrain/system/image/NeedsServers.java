package io.ecsdrain.system.image;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs only where a Docker engine has what {@link NeedsDocker} asks for, and the image of servers that
 * {@code .ci/docker} makes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsServers.Condition.class)
@interface NeedsServers {

    final class Condition extends Need {

        private static final Optional<String> LACKING = DockerCommand.answers()
                ? NeedsDocker.Condition.missing(
                        Stream.concat(Engine.STARTS_FROM.stream(), Stream.of(ServerTasks.SERVERS))
                                .toList())
                : Optional.of("no Docker engine answers");

        @Override
        protected Optional<String> lacking() {
            return LACKING;
        }
    }
}
