import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar with one time for all its entries and those in order, so that the same classes are the same bytes; ProGuard
 * stamps them with the time of the build. Takes both paths and runs as one source file.
 */
public final class Repack {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Repack() {}

    public static void main(String[] arguments) throws IOException {
        try (ZipFile from = new ZipFile(arguments[0]);
                OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream to = new ZipOutputStream(file)) {
            List<ZipEntry> entries = Collections.list(from.entries()).stream()
                    .map(entry -> (ZipEntry) entry)
                    .sorted(Comparator.comparing((ZipEntry entry) -> !entry.getName().equals(MANIFEST))
                            .thenComparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry each : entries) {
                ZipEntry entry = new ZipEntry(each.getName());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                to.putNextEntry(entry);
                try (InputStream content = from.getInputStream(each)) {
                    content.transferTo(to);
                }
            }
        }
    }
}
