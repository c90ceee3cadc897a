package io.ecsdrain.localaws.elbv2.shapes;

import java.util.List;

/** Tagging. */
public final class Tags {

    private Tags() {}

    public record Tag(String key, String value) {}

    public record TagDescription(String resourceArn, List<Tag> tags) {}

    public record AddTags(List<String> resourceArns, List<Tag> tags) {}

    public record RemoveTags(List<String> resourceArns, List<String> tagKeys) {}

    public record DescribeTags(List<String> resourceArns) {}

    public record DescribeTagsResult(List<TagDescription> tagDescriptions) {}

    /** An answer without members. */
    public record Nothing() {}
}
