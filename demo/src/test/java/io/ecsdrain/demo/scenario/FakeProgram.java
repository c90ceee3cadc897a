package io.ecsdrain.demo.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands for the reaper and for {@code verify}, as a jar of its own. The cluster that it is to look at says how it
 * fares.
 */
public final class FakeProgram {

    static final String WELL = "well";
    static final String FAILING = "failing";
    /** Followed by a file, for which it waits. */
    static final String UNTIL = "until:";

    static final String DANGLING = "dangling";
    static final String ENDLESS = "endless";

    private static final String LOG = """
            [main] WARN io.ecsdrain.reaper - app/legacy max-age: MAX_AGE exceeded, 55 s
            [main] INFO io.ecsdrain.reaper - app/legacy scale it to zero: Done
            [main] INFO io.ecsdrain.reaper - app/release-c live: left alone""";

    private FakeProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains(ENDLESS)) {
            new CountDownLatch(1).await();
        }
        if (List.of(arguments).contains("verify")) {
            System.exit(List.of(arguments).contains(DANGLING) ? 4 : 0);
        }
        System.err.println(LOG);
        if (System.getenv("CLUSTER").startsWith(UNTIL)) {
            Path wanted = Path.of(System.getenv("CLUSTER").substring(UNTIL.length()));
            while (!Files.exists(wanted)) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        System.exit(System.getenv("CLUSTER").equals(FAILING) ? 1 : 0);
    }

    /** The jars of the deployer and the reaper below {@code folder}, as a build leaves them. */
    static void install(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeProgram.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        FakeProgram.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString());
        for (String program : List.of("deployer", "reaper")) {
            Path target = Files.createDirectories(folder.resolve(program).resolve("target"));
            try (OutputStream file = Files.newOutputStream(target.resolve(program + ".jar"));
                    JarOutputStream jar = new JarOutputStream(file, manifest)) {
                jar.finish();
            }
        }
    }
}
