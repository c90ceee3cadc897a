package io.ecsdrain.localaws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.TestClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

class SsmOverTheWireTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    private static final String NAME = "/apps/shop/v1/state";

    private final LocalAws aws = LocalAws.builder().clock(START).start();
    private final SsmClient ssm = TestClients.ssm(aws);

    @BeforeEach
    void noEmptyPages() {
        aws.switches().set(SsmSwitches.EMPTY_PAGE_EVERY, 0);
    }

    @AfterEach
    void close() {
        ssm.close();
        aws.close();
    }

    private void create(String name, String value) {
        ssm.putParameter(put -> put.name(name).value(value).type(ParameterType.STRING));
    }

    private void overwrite(String name, String value) {
        ssm.putParameter(put -> put.name(name).value(value).overwrite(true));
    }

    private Parameter get(String name) {
        return ssm.getParameter(get -> get.name(name)).parameter();
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<SsmException> refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        return org.assertj.core.api.Assertions.assertThatExceptionOfType(SsmException.class)
                .isThrownBy(call)
                .satisfies(
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void eachWriteIsAVersionWithItsOwnTime() {
        create(NAME, "active");
        aws.advance(Duration.ofSeconds(90));
        overwrite(NAME, "draining");

        Parameter now = get(NAME);
        assertThat(now.value()).isEqualTo("draining");
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.lastModifiedDate()).isEqualTo(START.plusSeconds(90));
        assertThat(now.arn()).isEqualTo("arn:aws:ssm:eu-west-1:123456789012:parameter" + NAME);
        assertThat(get(NAME + ":1").value()).isEqualTo("active");
        assertThat(get(now.arn()).value()).isEqualTo("draining");
        assertThatThrownBy(() -> get(NAME + ":7")).isInstanceOf(ParameterVersionNotFoundException.class);
    }

    @Test
    void anUnknownNameIsNotFoundAndAnExistingOneIsNotCreatedAgain() {
        assertThatThrownBy(() -> get(NAME)).isInstanceOf(ParameterNotFoundException.class);
        create(NAME, "active");
        assertThatThrownBy(() -> create(NAME, "draining")).isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(get(NAME).value()).isEqualTo("active");
    }

    @Test
    void tagsAndOverwriteCannotBeUsedTogether() {
        create(NAME, "active");
        refused(
                () -> ssm.putParameter(put -> put.name(NAME)
                        .value("draining")
                        .overwrite(true)
                        .tags(Tag.builder().key("a").value("b").build())),
                "ValidationException");
        assertThat(get(NAME).version()).isEqualTo(1);
    }

    @Test
    void tagsAreMergedListedAndRemoved() {
        ssm.putParameter(put -> put.name(NAME)
                .value("active")
                .type(ParameterType.STRING)
                .tags(Tag.builder().key("a").value("1").build()));
        ssm.addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(NAME)
                .tags(Tag.builder().key("b").value("2").build()));
        ssm.removeTagsFromResource(remove -> remove.resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(NAME)
                .tagKeys("a"));

        assertThat(ssm.listTagsForResource(list -> list.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId(NAME))
                        .tagList())
                .containsExactly(Tag.builder().key("b").value("2").build());
        refused(
                () -> ssm.addTagsToResource(add -> add.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/none")
                        .tags(Tag.builder().key("b").value("2").build())),
                "InvalidResourceId");
    }

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

    @Test
    void aDeletedNameIsCreatedAgainOnlyAfterHalfAMinute() {
        create(NAME, "active");
        ssm.deleteParameter(delete -> delete.name(NAME));
        aws.advance(Duration.ofSeconds(29));
        refused(() -> create(NAME, "active"), "TooManyUpdates");
        aws.advance(Duration.ofSeconds(1));
        create(NAME, "draining");
        assertThat(get(NAME).version()).isEqualTo(1);
    }

    @Test
    void aStaleReadShowsThePast() {
        aws.switches().set(SsmSwitches.STALE_READS, Duration.ofSeconds(5));
        create(NAME, "active");
        assertThatThrownBy(() -> get(NAME)).isInstanceOf(ParameterNotFoundException.class);
        aws.advance(Duration.ofSeconds(5));
        overwrite(NAME, "draining");
        assertThat(get(NAME).value()).isEqualTo("active");
        aws.advance(Duration.ofSeconds(5));
        assertThat(get(NAME).value()).isEqualTo("draining");
    }

    @ParameterizedTest
    @CsvSource({
        "/aws/state, AccessDeniedException",
        "/ssm-thing, ValidationException",
        "apps/shop, ValidationException",
        "/apps/sh op, ValidationException",
        "/apps/shop/, ValidationException",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, HierarchyLevelLimitExceededException"
    })
    void aNameThatAwsRefusesIsRefused(String name, String code) {
        refused(() -> create(name, "active"), code);
    }

    @Test
    void aNameMayHaveFifteenLevels() {
        create("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15", "active");
        assertThat(get("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15").value()).isEqualTo("active");
    }
}
