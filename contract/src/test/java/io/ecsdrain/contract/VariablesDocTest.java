package io.ecsdrain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of variables in docs/contract.md are made from the code; {@code -Dgolden.update=true} rewrites them. */
class VariablesDocTest {

    private static final Path PAGE = Path.of("../docs/contract.md");
    private static final String HEAD = "\n| variable | default | values | |\n|---|---|---|---|\n";
    private static final String END = "<!-- end -->";

    @Test
    void theSidecarsTableIsMadeFromItsVariables() throws IOException {
        isMadeFrom("sidecar", SidecarVariables.ALL);
    }

    @Test
    void theReapersTableIsMadeFromItsVariables() throws IOException {
        isMadeFrom("reaper", ReaperVariables.ALL);
    }

    @ParameterizedTest
    @ValueSource(classes = {SidecarVariables.class, ReaperVariables.class})
    void everyVariableIsListedOnceAndStandsUnderItsOwnName(Class<?> variables) throws ReflectiveOperationException {
        List<Variable> declared = new ArrayList<>();
        for (Field field : variables.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && Variable.class.isAssignableFrom(field.getType())) {
                Variable variable = (Variable) field.get(null);
                assertThat(variable.name()).isEqualTo(field.getName());
                declared.add(variable);
            }
        }
        assertThat((List<?>) variables.getField("ALL").get(null)).isEqualTo(declared);
    }

    private static void isMadeFrom(String program, List<Variable> variables) throws IOException {
        String page = Files.readString(PAGE);
        String mark = "<!-- made from the code: the " + program + "'s variables -->\n";
        int begin = page.indexOf(mark) + mark.length();
        assertThat(begin).as(mark).isGreaterThan(mark.length());
        int end = page.indexOf(END, begin);
        String table = HEAD + variables.stream().map(VariablesDocTest::row).collect(Collectors.joining()) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static String row(Variable variable) {
        return "| `" + variable.name() + "` | " + variable.preset() + " | " + variable.values() + " | "
                + variable.meaning() + " |\n";
    }
}
