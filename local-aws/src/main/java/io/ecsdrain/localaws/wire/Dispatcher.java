package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ecsdrain.localaws.iam.Authorization;
import io.ecsdrain.localaws.links.World;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its answer: protocol, fault plan, strict reading, handler under the lock, record of the call. */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)");

    private record ShapesKey(Operations.Casing casing, Shapes.Scalars scalars) {}

    /** For all there are: what they learn of each record costs more than many calls. */
    private static final Map<ShapesKey, Shapes> SHAPES = new ConcurrentHashMap<>();

    private final World world;
    private final FaultPlan faults;
    private final CallLog log;
    private final RateLimits rates = new RateLimits();
    private final Map<String, Operations> services = new HashMap<>();
    private final Wire.Protocol json = new JsonProtocol();
    private final List<Wire.Protocol> protocols;
    /** JSON where nothing else is said. */
    private final Map<String, Wire.Protocol> protocolOfSdk;

    public Dispatcher(World world, FaultPlan faults, CallLog log, List<Operations> operations) {
        this.world = world;
        this.faults = faults;
        this.log = log;
        Wire.Protocol cbor = new CborProtocol(world.switches());
        Wire.Protocol query = new QueryProtocol();
        this.protocols = List.of(cbor, json, query);
        this.protocolOfSdk = Map.of("cloudwatch", cbor, "elasticloadbalancing", query);
        operations.forEach(each -> services.put(each.service(), each));
    }

    /** The time, as the header of an answer tells it. */
    String date() {
        return HTTP_DATE.format(world.now());
    }

    /** Empty if the connection is to be closed without an answer. */
    public Optional<Wire.Reply> answer(Wire.Request request) {
        String requestId = UUID.randomUUID().toString();
        Wire.Protocol protocol = protocols.stream()
                .filter(each -> each.speaks(request))
                .findFirst()
                .orElse(json);
        Wire.Call call = null;
        try {
            Optional<AwsError> refusal = BrowserGuard.contentTypeRefusal(request, protocol);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            call = protocol.read(request);
            return answer(protocol, call, accessKey(request), requestId);
        } catch (AwsError error) {
            return Optional.of(protocol.write(call, error, requestId));
        }
    }

    private Optional<Wire.Reply> answer(Wire.Protocol protocol, Wire.Call call, String accessKey, String requestId) {
        return result(protocol, call, accessKey).map(output -> protocol.write(call, output, requestId));
    }

    /**
     * One call without the way there and back. Scalars of services that speak Query are text.
     *
     * @return empty if the connection is to be closed without an answer
     */
    public Optional<Wire.Answer> answer(Wire.Call call, String accessKey) {
        Wire.Protocol protocol = protocolOfSdk.getOrDefault(call.service(), json);
        try {
            return result(protocol, call, accessKey).map(output -> new Wire.Answer(output, null));
        } catch (AwsError error) {
            Wire.Reply refusal = protocol.write(call, error, UUID.randomUUID().toString());
            return Optional.of(new Wire.Answer(null, refusal));
        }
    }

    /** @return empty if the client gets no answer */
    private Optional<ObjectNode> result(Wire.Protocol protocol, Wire.Call call, String accessKey) {
        Fault fault = faults.next(new FaultPlan.Attempt(accessKey, call.service(), call.operation()))
                .orElse(null);
        if (fault instanceof Fault.Delay delay) {
            pause(delay);
        }
        if (fault instanceof Fault.Unreachable) {
            return Optional.empty();
        }
        try {
            if (fault instanceof Fault.Refuse refuse) {
                throw refuse.error();
            }
            requireRate(accessKey, call);
            ObjectNode output = carryOut(protocol, call, accessKey);
            if (fault instanceof Fault.LoseAnswer) {
                return Optional.empty();
            }
            if (fault instanceof Fault.FailAfterEffect) {
                throw new AwsError("InternalServerError", "the call took effect, says the fault plan", 500);
            }
            return Optional.of(output);
        } catch (AwsError error) {
            if (fault instanceof Fault.Refuse) {
                log(accessKey, call, error.code(), List.of());
            }
            throw error;
        }
    }

    private void requireRate(String accessKey, Wire.Call call) {
        if (world.switches().get(WireSwitches.RATE_LIMITS)
                && !rates.admits(call.service(), call.operation(), world.now())) {
            Fault.Refuse throttled = Fault.throttle();
            log(accessKey, call, throttled.error().code(), List.of());
            throw throttled.error();
        }
    }

    private ObjectNode carryOut(Wire.Protocol protocol, Wire.Call call, String accessKey) {
        return world.locked(() -> {
            List<Authorization> asked = List.of();
            try {
                asked = asked(call);
                ObjectNode output = run(protocol, call);
                log(accessKey, call, null, asked);
                return output;
            } catch (AwsError error) {
                log(accessKey, call, error.code(), asked);
                throw error;
            } catch (RuntimeException bug) {
                LOG.error("{}:{} failed on {}", call.service(), call.operation(), call.input(), bug);
                log(accessKey, call, "InternalFailure", asked);
                throw new AwsError("InternalFailure", "a bug in local-aws: " + bug, 500);
            }
        });
    }

    private void log(String accessKey, Wire.Call call, String errorCode, List<Authorization> asked) {
        log.add(new CallRecord(
                0, world.now(), accessKey, call.service(), call.operation(), call.input(), errorCode, asked));
    }

    /** Before the call has any effect: IAM sees the tags that are there then. */
    private List<Authorization> asked(Wire.Call call) {
        Operations service = services.get(call.service());
        boolean known = service != null && service.byName().containsKey(call.operation());
        return known ? service.authorizer().asked(call.operation(), call.input()) : List.of();
    }

    private ObjectNode run(Wire.Protocol protocol, Wire.Call call) {
        Operations service = services.get(call.service());
        Operations.Operation<?> operation =
                service == null ? null : service.byName().get(call.operation());
        if (operation == null) {
            throw AwsError.unsupported(call.service() + ":" + call.operation());
        }
        Shapes shape = SHAPES.computeIfAbsent(
                new ShapesKey(service.casing(), protocol.scalars()), key -> new Shapes(key.casing(), key.scalars()));
        Object output = invoke(operation, shape, call);
        return world.switches().get(WireSwitches.EMPTY_MARKERS) ? shape.writeWithMarker(output) : shape.write(output);
    }

    private static <I> Object invoke(Operations.Operation<I> operation, Shapes shape, Wire.Call call) {
        return operation.handler().apply(shape.read(call.input(), operation.input()));
    }

    private static String accessKey(Wire.Request request) {
        Matcher credential = CREDENTIAL.matcher(request.header("authorization"));
        return credential.find() ? credential.group(1) : "";
    }

    private static void pause(Fault.Delay delay) {
        try {
            Thread.sleep(delay.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
