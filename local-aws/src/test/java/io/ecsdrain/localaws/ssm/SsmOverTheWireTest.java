package io.ecsdrain.localaws.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

class SsmOverTheWireTest extends OnAnSsm {

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
        assertThat(ssm.getParameters(get -> get.names(NAME)).parameters())
                .extracting(Parameter::value)
                .containsExactly("active");
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
