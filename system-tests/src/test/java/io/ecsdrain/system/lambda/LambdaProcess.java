package io.ecsdrain.system.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * One function instance: the jar unpacked into the task root, which is the working directory; on the class path nothing
 * but what AWS's runtime brings. The environment is Lambda's and the function's, and nothing of this process.
 */
final class LambdaProcess implements AutoCloseable {

    /** As {@code mvn package} leaves it; tests run in their module's folder. */
    static final Path JAR = Path.of("../reaper/target/reaper.jar");

    private final Process process;
    private final Path log;

    /** @param snapStart whether it is started to be frozen before its first invocation */
    LambdaProcess(Path folder, RuntimeApi api, boolean snapStart, Map<String, String> variables) throws IOException {
        Path root = Files.createDirectories(folder.resolve("task"));
        unpack(root);
        log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        Stream.of(
                                        AWSLambda.class,
                                        LambdaLogger.class,
                                        PojoSerializer.class,
                                        SdkInternalThreadLocal.class)
                                .map(LambdaProcess::home)
                                .collect(Collectors.joining(File.pathSeparator)),
                        AWSLambda.class.getName(),
                        "io.ecsdrain.reaper.LambdaHandler")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "AWS_LAMBDA_FUNCTION_NAME", "reaper",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/reaper",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "1",
                        "AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand",
                        "LAMBDA_TASK_ROOT", root.toString(),
                        "_HANDLER", "io.ecsdrain.reaper.LambdaHandler"));
        process = builder.start();
    }

    private static String home(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static void unpack(Path root) throws IOException {
        try (InputStream jar = Files.newInputStream(JAR);
                ZipInputStream zip = new ZipInputStream(jar)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = root.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    /** Everything it has said so far. */
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
