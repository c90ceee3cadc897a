package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Fence;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.utils.DateUtils;

/**
 * Reads state and fence from SSM in one call. A task role that allows no more than the state is enough for all but
 * fences. The client is made at the first read, so that answering does not wait for it. For one thread.
 */
public final class SsmStateReader implements StateReader {

    private static final Logger log = LoggerFactory.getLogger(SsmStateReader.class);

    /** So many polls read the state alone after both were refused: a role may get more while its tasks run. */
    static final int ALONE = 60;

    private static final int FORBIDDEN = 403;
    /** SSM answers 400 for these, unlike services that speak REST. */
    private static final Set<String> DENIALS = Set.of(
            "AccessDeniedException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId");

    private final String parameter;
    private final String fenceParameter;
    private final AwsAccess access;
    private final ScheduledExecutorService timers;
    private SsmClient client;
    /** How many more of them do. */
    private int alone;

    private boolean saidRefused;
    private String saidUnusable = "";

    /**
     * Credentials are those of the environment or the container.
     *
     * @param parameter that of the state
     * @param timers ends a call that lasts too long
     */
    public SsmStateReader(String parameter, String fenceParameter, AwsAccess access, ScheduledExecutorService timers) {
        this.parameter = parameter;
        this.fenceParameter = fenceParameter;
        this.access = access;
        this.timers = timers;
    }

    /** As the other, over a client that was made elsewhere. */
    SsmStateReader(String parameter, String fenceParameter, SsmClient client) {
        this(parameter, fenceParameter, AwsAccess.DEFAULT, null);
        this.client = client;
    }

    @Override
    public DrainSignal read() {
        try {
            if (client == null) {
                client = SsmConnection.connect(access, timers);
            }
            if (alone > 0) {
                alone--;
                return stateAlone();
            }
            return stateAndFence();
        } catch (AwsServiceException e) {
            return failed(problem(e), e.getMessage());
        } catch (SdkException e) {
            return failed(ReadProblem.UNREACHABLE, whatToDo(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // The SDK should not, but a poll that dies of it would leave the task in its last state for ever,
            // unnoticed.
            return failed(ReadProblem.UNREACHABLE, e.toString());
        }
    }

    private DrainSignal stateAndFence() {
        GetParametersResponse answer;
        try {
            answer = client.getParameters(request -> request.names(parameter, fenceParameter));
        } catch (AwsServiceException e) {
            if (problem(e) != ReadProblem.DENIED) {
                throw e;
            }
            DrainSignal read = stateAlone();
            refused(e);
            return read;
        }
        Optional<Parameter> state = named(parameter, answer.parameters());
        if (state.isEmpty() && answer.invalidParameters().contains(parameter)) {
            return notFound();
        }
        Optional<Parameter> fence = named(fenceParameter, answer.parameters());
        return read(
                state.orElse(null),
                fence.flatMap(this::usable),
                fence.map(found -> age(found, answer)).orElse(Duration.ZERO));
    }

    /** By Parameter Store's own clock, which wrote both times; zero where an answer does not tell the time. */
    private static Duration age(Parameter fence, GetParametersResponse answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(DateUtils::parseRfc1123Date)
                    .map(at -> Duration.between(fence.lastModifiedDate(), at))
                    .filter(age -> !age.isNegative())
                    .orElse(Duration.ZERO);
        } catch (RuntimeException noTime) {
            return Duration.ZERO;
        }
    }

    private DrainSignal stateAlone() {
        try {
            return read(
                    client.getParameter(request -> request.name(parameter)).parameter(),
                    Optional.empty(),
                    Duration.ZERO);
        } catch (ParameterNotFoundException e) {
            return notFound();
        }
    }

    private DrainSignal notFound() {
        return failed(ReadProblem.NOT_FOUND, parameter + " does not exist");
    }

    private static Optional<Parameter> named(String name, List<Parameter> found) {
        return found.stream().filter(each -> name.equals(each.name())).findFirst();
    }

    /** The state alone was not refused, so it is the permission for both that is missing, and no credentials. */
    private void refused(AwsServiceException e) {
        alone = ALONE;
        if (!saidRefused) {
            log.info(
                    "fences are not answered, for the task role does not allow ssm:GetParameters on {} and {}: {}",
                    parameter,
                    fenceParameter,
                    Printable.line(String.valueOf(e.getMessage())));
        }
        saidRefused = true;
    }

    private Optional<Fence> usable(Parameter read) {
        Optional<Fence> fence = read.type() == ParameterType.STRING ? Fence.parse(read.value()) : Optional.empty();
        String write = read.version() + "@" + read.lastModifiedDate();
        if (fence.isEmpty() && !write.equals(saidUnusable)) {
            // Not the value: it may be a secret that was put into the wrong place.
            log.warn("{} holds no fence, and none is answered", fenceParameter);
            saidUnusable = write;
        }
        return fence;
    }

    /** @param read null if the answer had none */
    static DrainSignal read(Parameter read, Optional<Fence> fence, Duration fenceAge) {
        if (read == null || read.value() == null || read.lastModifiedDate() == null || read.version() == null) {
            return failed(ReadProblem.UNREACHABLE, "an answer without value, version or date");
        }
        if (read.type() == ParameterType.SECURE_STRING) {
            // Its value is ciphertext, which belongs in no log.
            return failed(ReadProblem.UNKNOWN_VALUE, "a SecureString, which is not decrypted: its type must be String");
        }
        return DeploymentState.parse(read.value())
                .<DrainSignal>map(
                        state -> new DrainSignal.Read(state, read.lastModifiedDate(), read.version(), fence, fenceAge))
                .orElseGet(() -> failed(
                        ReadProblem.UNKNOWN_VALUE,
                        "neither active nor draining: '" + Printable.cell(read.value()) + "'"));
    }

    private static ReadProblem problem(AwsServiceException e) {
        if (e.isThrottlingException()) {
            return ReadProblem.THROTTLED;
        }
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return e.statusCode() == FORBIDDEN || (code != null && DENIALS.contains(code))
                ? ReadProblem.DENIED
                : ReadProblem.UNREACHABLE;
    }

    /** The SDK names each place where it looked, by class and identity, before it says what is missing. */
    private static String whatToDo(String message) {
        if (message.startsWith("Unable to load region")) {
            return "no AWS region found: set AWS_REGION";
        }
        return message.startsWith("Unable to load credentials")
                ? "no AWS credentials found: give the task definition a task role (taskRoleArn); profiles are not read"
                : message;
    }

    private static DrainSignal failed(ReadProblem problem, String detail) {
        return new DrainSignal.ReadFailed(problem, detail == null ? "no message" : Printable.line(detail));
    }
}
