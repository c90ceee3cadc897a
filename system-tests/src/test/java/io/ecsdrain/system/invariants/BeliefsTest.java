package io.ecsdrain.system.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ecsdrain.localaws.links.Switches.Switch;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/beliefs.md} lists every switch of local-aws, which is every question about AWS that its documentation
 * leaves open. {@code -Dgolden.update=true} rewrites the table; the last column, by whom a question can be settled, is
 * kept.
 */
class BeliefsTest {

    private static final Path PAGE = Path.of("../docs/beliefs.md");
    private static final Path HISTORIES = Path.of("src/test/java/io/ecsdrain/system/histories");
    private static final String HEAD =
            "| switch | what is open | drawn by the histories | settled by |\n|---|---|---|---|\n";
    private static final String UNSETTLED = "nothing yet";

    @Test
    void everySwitchOfLocalAwsIsListedWithWhatIsOpenAndWhetherHistoriesDrawIt() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(HEAD) + HEAD.length();
        Map<String, String> settled = settled(page.substring(begin));
        String table = rows(settled);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table);
        }
        assertThat(Files.readString(PAGE).substring(begin)).isEqualTo(table);
    }

    private static String rows(Map<String, String> settled) throws Exception {
        String histories = drawing();
        List<String> rows = new ArrayList<>();
        for (Field field : switches()) {
            Switch<?> each = (Switch<?>) field.get(null);
            String use = field.getDeclaringClass().getSimpleName() + "." + field.getName();
            rows.add("| `" + each.name() + "` | " + each.why() + " | " + (histories.contains(use) ? "yes" : "no")
                    + " | " + settled.getOrDefault(each.name(), UNSETTLED) + " |\n");
        }
        return rows.stream().sorted().collect(Collectors.joining());
    }

    private static List<Field> switches() throws ClassNotFoundException {
        List<Field> found = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPackages("io.ecsdrain.localaws")) {
            if (type.getSimpleName().endsWith("Switches")) {
                for (Field field : Class.forName(type.getName()).getFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && field.getType() == Switch.class) {
                        found.add(field);
                    }
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(15);
        return found;
    }

    private static String drawing() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(HISTORIES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        return sources.toString();
    }

    private static Map<String, String> settled(String table) {
        Map<String, String> settled = new TreeMap<>();
        table.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split(" \\| ");
            settled.put(cells[0].replaceAll("[|` ]", ""), cells[3].replaceAll(" \\|$", ""));
        });
        return settled;
    }
}
