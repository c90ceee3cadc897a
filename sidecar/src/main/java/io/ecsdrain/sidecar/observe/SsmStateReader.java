package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.DeploymentState;
import io.ecsdrain.contract.Printable;
import io.ecsdrain.sidecar.drain.DrainSignal;
import io.ecsdrain.sidecar.drain.ReadProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Reads the state parameter from SSM. The client is made at the first read, so that answering does not wait for it. */
public final class SsmStateReader implements StateReader {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    /** Of the whole call, retry included: an answer that drips byte by byte never exceeds the other two. Shared by the attempts. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    /** One retry for a connection that died in the pool; the next poll is the real retry. */
    private static final int ATTEMPTS = 2;

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
                client = connect();
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

    private SsmClient connect() {
        SsmClientBuilder builder = SsmClient.builder().credentialsProvider(credentials());
        access.region().map(Region::of).ifPresent(builder::region);
        access.endpoint().ifPresent(builder::endpointOverride);
        return patient(builder, access, timers, CALL_TIMEOUT);
    }

    /** Those that a container has. The SDK's own chain also loads what reads profiles, token files and EC2's metadata. */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.builder().build());
    }

    /** With bounds on every wait and every answer, and retries that no release of the SDK changes behind our back. */
    static SsmClient patient(
            SsmClientBuilder builder, AwsAccess access, ScheduledExecutorService timers, Duration call) {
        return builder.httpClient(new BoundedHttp(http(access), call.dividedBy(ATTEMPTS)))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(ATTEMPTS)
                                        .build())
                                .apiCallTimeout(call)
                                .scheduledExecutorService(timers)
                                .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
    }

    private static SdkHttpClient http(AwsAccess access) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder()
                .useEnvironmentVariablesValues(false)
                .useSystemPropertyValues(false);
        access.proxy().ifPresent(told -> proxy.endpoint(told.endpoint()).nonProxyHosts(Set.copyOf(told.patterns())));
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(READ_TIMEOUT)
                .proxyConfiguration(proxy.build());
        access.caBundle().ifPresent(pem -> http.tlsTrustManagersProvider(() -> trusted(pem)));
        return http.build();
    }

    private static TrustManager[] trusted(Path pem) {
        try {
            return CaBundle.read(pem);
        } catch (IOException e) {
            throw new UncheckedIOException("AWS_CA_BUNDLE " + pem + ": " + e.getMessage(), e);
        }
    }
}
