package io.ecsdrain.localaws.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "/a/*, /a/b, true",
        "/a/*, /a/, true",
        "/a/*, /a, false",
        "/A/*, /a/b, false",
        "/img/?.png, /img/1.png, true",
        "/img/?.png, /img/12.png, false",
        "*v=1*, a=b; v=12, true",
        "v=1;*, v=12;x, false",
        "*a*b*a, xaybza, true",
        "*a*b*a, xayza, false",
        "what\\?, what?, true",
        "what\\?, whatx, false",
        "two\\*two, two*two, true",
        "two\\*two, twoxtwo, false",
        "back\\\\slash, back\\slash, true",
        "*, '', true",
        "?, '', false"
    })
    void comparesTheWholeText(String pattern, String text, boolean matches) {
        assertThat(Glob.caseSensitive(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"*V=Blue*, v=bLUE;, true", "green, GREEN, true", "green, red, false"})
    void ignoresCaseOnRequest(String pattern, String text, boolean matches) {
        assertThat(Glob.ignoringCase(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"a, 0", "*a?*, 3", "\\*\\?, 0", "'', 0"})
    void countsWhatARulePaysFor(String pattern, int wildcards) {
        assertThat(Glob.wildcards(pattern)).isEqualTo(wildcards);
    }

    @Property
    void agreesWithARegularExpression(@ForAll("fewLetters") String pattern, @ForAll("fewLetters") String text) {
        String plain = text.replace('*', 'a').replace('?', 'b');
        String regex = pattern.replace("*", ".*").replace("?", ".");
        assertThat(Glob.caseSensitive(pattern).matches(plain)).isEqualTo(plain.matches(regex));
    }

    @Provide
    Arbitrary<String> fewLetters() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(9);
    }
}
