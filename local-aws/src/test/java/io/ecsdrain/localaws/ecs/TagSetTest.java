package io.ecsdrain.localaws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.ecs.shapes.Common.Tag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagSetTest {

    private static List<Tag> tags(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Tag("k" + i, "v")).toList();
    }

    @Test
    void fiftyOfTheUsersFitBesideThoseThatEcsSets() {
        TagSet set = new TagSet();
        set.putManaged("aws:ecs:clusterName", "c");

        set.merge(tags(50));

        assertThat(set.list()).hasSize(51);
        assertThatThrownBy(() -> set.merge(List.of(new Tag("one-more", "v")))).hasMessageContaining("50");
    }
}
