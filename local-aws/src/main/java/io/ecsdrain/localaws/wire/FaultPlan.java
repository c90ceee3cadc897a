package io.ecsdrain.localaws.wire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Which calls go wrong, and how. Rules are asked in the order in which they were made; the first that fires decides.
 *
 * <pre>{@code
 * aws.faults().on("ssm", "GetParameter").times(2).then(Fault.throttle());
 * aws.faults().on("ecs", "UpdateService").after(1).times(1).then(new Fault.LoseAnswer());
 * aws.faults().crash("AKREAPER", 3);
 * }</pre>
 */
public final class FaultPlan {

    /** What a rule may look at. Read-only operations are those that begin with Get, Describe or List. */
    public record Attempt(String accessKey, String service, String operation) {
        public boolean mutates() {
            return !operation.matches("(Get|Describe|List).*");
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** A rule in the making: for all calls of the operation, from the first on, until {@link #clear}. */
    public Rule on(String service, String operation) {
        return when(call -> call.service().equals(service) && call.operation().equals(operation));
    }

    public Rule when(Predicate<Attempt> matches) {
        return new Rule(matches);
    }

    /**
     * A crash of a caller: its first k mutating calls take effect, nothing of it after that does. It sees an error that
     * no SDK retries.
     */
    public void crash(String accessKey, int afterMutations) {
        AtomicInteger mutations = new AtomicInteger();
        when(call -> call.accessKey().equals(accessKey)
                        && (mutations.get() > afterMutations
                                || (call.mutates() && mutations.incrementAndGet() > afterMutations)))
                .then(new Fault.Refuse(AwsError.badRequest("CallerCrashed", "the plan says that this caller is dead")));
    }

    public void clear() {
        rules.clear();
    }

    Optional<Fault> next(Attempt attempt) {
        synchronized (rules) {
            return rules.stream()
                    .filter(rule -> rule.fires(attempt))
                    .map(rule -> rule.fault)
                    .findFirst();
        }
    }

    /** One rule; takes effect with {@link #then}. */
    public final class Rule {

        private final Predicate<Attempt> matches;
        private int skip;
        private int left = Integer.MAX_VALUE;
        private Fault fault;

        private Rule(Predicate<Attempt> matches) {
            this.matches = matches;
        }

        /** Lets the first n matching calls pass. */
        public Rule after(int calls) {
            skip = calls;
            return this;
        }

        /** Fires n times, then never again. */
        public Rule times(int calls) {
            left = calls;
            return this;
        }

        public void then(Fault what) {
            fault = what;
            rules.add(this);
        }

        private boolean fires(Attempt attempt) {
            if (left <= 0 || !matches.test(attempt)) {
                return false;
            }
            if (skip > 0) {
                skip--;
                return false;
            }
            left--;
            return true;
        }
    }
}
