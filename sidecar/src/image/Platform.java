import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the classes of {@code java.base} into a jar, so that ProGuard knows what overrides what. JDKs without {@code jmods}
 * have them in no other form. Takes the jar's path; runs as one source file.
 */
public final class Platform {

    private Platform() {}

    public static void main(String[] arguments) throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]));
                ZipOutputStream jar = new ZipOutputStream(file);
                Stream<Path> tree = Files.walk(base)) {
            jar.setLevel(0);
            List<Path> classes = tree.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> !path.endsWith("module-info.class"))
                    .sorted()
                    .toList();
            for (Path each : classes) {
                jar.putNextEntry(new ZipEntry(base.relativize(each).toString()));
                Files.copy(each, jar);
            }
        }
    }
}
