package io.ecsdrain.system.documents;

import io.ecsdrain.system.needs.Need;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where the programs are that the documents' commands start, and that the CDK app needs. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsReadersTools.Condition.class)
@interface NeedsReadersTools {

    final class Condition extends Need {

        @Override
        protected Optional<String> lacking() {
            return Stream.of("bash", "aws", "curl", "git", "node")
                    .filter(program -> onPath(program).findAny().isEmpty())
                    .findFirst()
                    .map(program -> "no " + program + " on the PATH");
        }
    }
}
