package io.ecsdrain.system.cli;

import io.ecsdrain.system.needs.Need;
import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs only where an AWS CLI is installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsAwsCli.Condition.class)
@interface NeedsAwsCli {

    final class Condition extends Need {

        /** The distribution's CLI comes before others: it is the older one, which speaks Query to CloudWatch. */
        static Optional<String> executable() {
            return Stream.concat(Stream.of(new File("/usr/bin/aws")).filter(File::canExecute), onPath("aws"))
                    .map(File::getPath)
                    .findFirst();
        }

        @Override
        protected Optional<String> lacking() {
            return executable().isPresent() ? Optional.empty() : Optional.of("no AWS CLI on the PATH");
        }
    }
}
