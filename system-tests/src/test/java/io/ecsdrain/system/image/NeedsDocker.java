package io.ecsdrain.system.image;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where a Docker engine answers that has, or can pull, the images that these tests start from. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDocker.Condition.class)
@interface NeedsDocker {

    final class Condition extends Need {

        /** A registry that can be reached tells of an image within a second or two. */
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private static final Optional<String> LACKING =
                DockerCommand.answers() ? missing(Engine.STARTS_FROM) : Optional.of("no Docker engine answers");

        @Override
        protected Optional<String> lacking() {
            return LACKING;
        }

        static Optional<String> missing(List<String> images) {
            return images.stream()
                    .filter(image -> !DockerCommand.offers(image, PATIENCE))
                    .findFirst()
                    .map(image -> "the Docker engine neither has nor can pull " + image);
        }
    }
}
