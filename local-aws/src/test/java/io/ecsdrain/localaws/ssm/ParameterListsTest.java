package io.ecsdrain.localaws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Several parameters at once: below a path, or by name. */
class ParameterListsTest extends OnAnSsm {

    @Test
    void aPathIsReadInPagesOfAtMostTen() {
        IntStream.range(0, 23).forEach(i -> create(String.format("/apps/shop/v%02d/state", i), "active"));
        create("/apps/shop-eu/v1/state", "active");

        assertThat(ssm
                        .getParametersByPathPaginator(
                                path -> path.path("/apps/shop").recursive(true))
                        .stream()
                        .map(page -> page.parameters().size()))
                .containsExactly(10, 10, 3);
        assertThat(ssm.getParametersByPath(path -> path.path("/apps/shop")).parameters())
                .isEmpty();
        refused(() -> ssm.getParametersByPath(path -> path.path("/apps").maxResults(11)), "ValidationException");
    }

    @Test
    void aPageMayBeEmptyAndYetHaveASuccessor() {
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 2);
        IntStream.range(0, 5).forEach(i -> create("/apps/shop/v" + i + "/state", "active"));

        List<Integer> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (GetParametersByPathResponse page : ssm.getParametersByPathPaginator(
                path -> path.path("/apps").recursive(true).maxResults(2))) {
            sizes.add(page.parameters().size());
            page.parameters().forEach(parameter -> names.add(parameter.name()));
        }
        assertThat(sizes).containsExactly(2, 0, 2, 1);
        assertThat(names).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aBatchTellsUnknownNamesApart() {
        create("/b", "2");
        create("/a", "1");
        var batch = ssm.getParameters(get -> get.names("/b", "/none", "/a"));
        assertThat(batch.parameters()).extracting(Parameter::name).containsExactly("/a", "/b");
        assertThat(batch.invalidParameters()).containsExactly("/none");

        var deleted = ssm.deleteParameters(delete -> delete.names("/a", "/none"));
        assertThat(deleted.deletedParameters()).containsExactly("/a");
        assertThat(deleted.invalidParameters()).containsExactly("/none");
        assertThatThrownBy(() -> ssm.deleteParameter(delete -> delete.name("/a")))
                .isInstanceOf(ParameterNotFoundException.class);
    }
}
