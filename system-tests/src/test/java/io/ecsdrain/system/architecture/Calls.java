package io.ecsdrain.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.regex.Pattern;

/** Which calls and classes the rules are about. */
final class Calls {

    /**
     * Where configuration may be read and a process may end: {@code main}, and what the Lambda runtime instantiates.
     */
    static final DescribedPredicate<JavaClass> ENTRY_POINT = describe(
            "entry points",
            type -> type.tryGetMethod("main", String[].class).isPresent()
                    || type.getAllRawInterfaces().stream().anyMatch(parent -> parent.getPackageName()
                            .equals("com.amazonaws.services.lambda.runtime")));

    static final DescribedPredicate<JavaClass> SOURCES_OF_TIME_AND_CHANCE =
            describe("are sources of time or chance", type -> Set.of(
                            "java.time.Clock",
                            "java.time.InstantSource",
                            "java.util.Random",
                            "java.util.SplittableRandom",
                            "java.util.Timer",
                            "java.lang.Process",
                            "java.lang.ProcessBuilder",
                            "java.lang.Thread",
                            "java.lang.Runtime")
                    .contains(type.getName()));

    private static final Pattern SDK_CLIENT = Pattern.compile("software\\.amazon\\.awssdk\\.services\\..*Client");
    private static final Pattern HARMLESS = Pattern.compile(
            "(describe|filter|get|list)[A-Z].*|builder|create|close|serviceName|serviceClientConfiguration|waiter");

    private Calls() {}

    static DescribedPredicate<JavaMethodCall> mutatingAws() {
        return describe(
                "an SDK client's method that changes something",
                call -> SDK_CLIENT.matcher(call.getTargetOwner().getName()).matches()
                        && !HARMLESS.matcher(call.getName()).matches());
    }

    static DescribedPredicate<JavaMethodCall> showing() {
        return describe("a terminal's or a log's method that shows text", call -> {
            String owner = call.getTargetOwner().getName();
            return owner.equals("org.slf4j.Logger")
                    || Set.of("java.io.PrintStream", "java.io.PrintWriter").contains(owner)
                            && call.getName().matches("print.*|format|write|append");
        });
    }

    static DescribedPredicate<JavaMethodCall> ofTheWorld() {
        return describe("clock, environment or chance", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getName();
            return owner.equals("java.lang.System") && !method.equals("arraycopy") && !method.equals("identityHashCode")
                    || owner.startsWith("java.time.") && method.equals("now")
                    || owner.equals("java.util.UUID") && method.equals("randomUUID")
                    || owner.equals("java.lang.Math") && method.equals("random")
                    || owner.equals("java.util.Collections") && method.equals("shuffle");
        });
    }

    static DescribedPredicate<JavaMethodCall> ofTheProcess() {
        return describe("the environment or the end of the process", call -> {
            String owner = call.getTargetOwner().getName();
            return owner.equals("java.lang.System") && Set.of("getenv", "exit").contains(call.getName())
                    || owner.equals("java.lang.Runtime")
                            && Set.of("exit", "halt").contains(call.getName());
        });
    }
}
