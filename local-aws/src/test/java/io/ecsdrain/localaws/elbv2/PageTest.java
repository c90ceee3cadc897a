package io.ecsdrain.localaws.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Property
    void pagesTogetherAreTheWholeEachOnce(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 50_000) Integer> keys,
            @ForAll @IntRange(min = 1, max = 20) int size) {
        List<Integer> all = List.copyOf(new TreeSet<>(keys));
        List<Integer> read = new ArrayList<>();
        String marker = null;
        do {
            Page<Integer> page = Page.of(all, key -> key, marker, size, 100);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            read.addAll(page.items());
            marker = page.nextMarker();
        } while (marker != null);

        assertThat(read).isEqualTo(all);
    }

    @Test
    void whatIsThereAllAlongIsNeitherHiddenNorRepeatedByChangesBetweenPages() {
        Page<Integer> first = Page.of(List.of(10, 20, 30, 40), key -> key, null, 2, 100);
        Page<Integer> second = Page.of(List.of(5, 30, 35, 40), key -> key, first.nextMarker(), 3, 100);

        assertThat(second.items()).containsExactly(30, 35, 40);
        assertThat(second.nextMarker()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 401})
    void aPageHasOneToFourHundredItems(int size) {
        assertThatThrownBy(() -> Page.of(List.of(1), key -> key, null, size, 100))
                .isInstanceOf(AwsError.class);
    }
}
