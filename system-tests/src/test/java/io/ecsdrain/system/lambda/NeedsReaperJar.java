package io.ecsdrain.system.lambda;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where the reaper is packaged, as it is in {@code mvn verify}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsReaperJar.Condition.class)
@interface NeedsReaperJar {

    final class Condition extends Need {

        @Override
        protected Optional<String> lacking() {
            return Files.isRegularFile(LambdaProcess.JAR)
                    ? Optional.empty()
                    : Optional.of("no reaper.jar: mvn package makes it");
        }
    }
}
