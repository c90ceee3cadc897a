package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Reads the state parameter from SSM. The client is made at the first read, so that answering does not wait for it. */
public final class SsmStateReader implements StateReader {

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
    private final AwsAccess access;
    private final ScheduledExecutorService timers;
    private SsmClient client;

    /**
     * Credentials are those of the environment or the container.
     *
     * @param timers ends a call that lasts too long
     */
    public SsmStateReader(String parameter, AwsAccess access, ScheduledExecutorService timers) {
        this.parameter = parameter;
        this.access = access;
        this.timers = timers;
    }

    /** As the other, over a client that somebody else made. */
    SsmStateReader(String parameter, SsmClient client) {
        this(parameter, AwsAccess.DEFAULT, null);
        this.client = client;
    }

    @Override
    public DrainSignal read() {
        try {
            if (client == null) {
                client = SsmConnection.connect(access, timers);
            }
            return read(client.getParameter(request -> request.name(parameter)).parameter());
        } catch (ParameterNotFoundException e) {
            return failed(ReadProblem.NOT_FOUND, parameter + " does not exist");
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

    static DrainSignal read(Parameter read) {
        if (read == null || read.value() == null || read.lastModifiedDate() == null || read.version() == null) {
            return failed(ReadProblem.UNREACHABLE, "an answer without value, version or date");
        }
        if (read.type() == ParameterType.SECURE_STRING) {
            // Its value is ciphertext, which belongs in no log.
            return failed(ReadProblem.UNKNOWN_VALUE, "a SecureString, which is not decrypted: its type must be String");
        }
        return DeploymentState.parse(read.value())
                .<DrainSignal>map(state -> new DrainSignal.Read(state, read.lastModifiedDate(), read.version()))
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
