package io.ecsdrain.localaws.wire;

import io.ecsdrain.localaws.iam.Authorizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The operations that one AWS service answers: name, input shape, handler. Inputs and outputs are records whose
 * components are lower camel ({@code nextToken}); the service's {@link Casing} says how they are spelled on the wire. A
 * component of type {@link java.time.Instant} is a timestamp; a null component of an output is left out. An input
 * member that the record does not have is an error, so that misspelt and wrongly cased members show.
 */
public final class Operations {

    /** How member names are spelled on the wire. */
    public enum Casing {
        LOWER_CAMEL,
        UPPER_CAMEL
    }

    /** One operation. The handler runs under the world's lock, one call at a time; it throws {@link AwsError}. */
    public record Operation<I>(String name, Class<I> input, Function<I, Object> handler) {}

    private final String service;
    private final Casing casing;
    private final Map<String, Operation<?>> byName = new LinkedHashMap<>();
    private Authorizer authorizer;

    /**
     * @param service the SDK's short name: ssm, ecs, cloudwatch, logs, elasticloadbalancing, application-autoscaling
     */
    public Operations(String service, Casing casing) {
        this.service = service;
        this.casing = casing;
        this.authorizer = Authorizer.onAnything(service);
    }

    /** What it asks IAM; without this, for each operation an action of the same name on any resource. */
    public Operations authorizedBy(Authorizer asks) {
        authorizer = asks;
        return this;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    public <I> Operations on(String name, Class<I> input, Function<I, Object> handler) {
        byName.put(name, new Operation<>(name, input, handler));
        return this;
    }

    public String service() {
        return service;
    }

    public Casing casing() {
        return casing;
    }

    public Map<String, Operation<?>> byName() {
        return byName;
    }
}
