package io.ecsdrain.localaws.ssm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/** Inputs and outputs, as the API reference has them. */
final class SsmShapes {

    private SsmShapes() {}

    record Tag(String key, String value) {}

    record Filter(String key, String option, List<String> values) {}

    record Parameter(
            String name,
            String type,
            String value,
            Long version,
            String selector,
            Instant lastModifiedDate,
            @JsonProperty("ARN") String arn,
            String dataType) {}

    record Metadata(
            String name,
            @JsonProperty("ARN") String arn,
            String type,
            Instant lastModifiedDate,
            Long version,
            String tier,
            String dataType) {}

    record PutParameterInput(
            String name,
            String description,
            String value,
            String type,
            Boolean overwrite,
            List<Tag> tags,
            String tier,
            String dataType) {}

    record PutParameterOutput(long version, String tier) {}

    record GetParameterInput(String name, Boolean withDecryption) {}

    record GetParameterOutput(Parameter parameter) {}

    record GetParametersInput(List<String> names, Boolean withDecryption) {}

    record GetParametersOutput(List<Parameter> parameters, List<String> invalidParameters) {}

    record ByPathInput(
            String path,
            Boolean recursive,
            List<Filter> parameterFilters,
            Boolean withDecryption,
            Integer maxResults,
            String nextToken) {}

    record ByPathOutput(List<Parameter> parameters, String nextToken) {}

    record DescribeInput(List<Filter> parameterFilters, Integer maxResults, String nextToken, Boolean shared) {}

    record DescribeOutput(List<Metadata> parameters, String nextToken) {}

    record DeleteParameterInput(String name) {}

    record DeleteParametersInput(List<String> names) {}

    record DeleteParametersOutput(List<String> deletedParameters, List<String> invalidParameters) {}

    record AddTagsInput(String resourceType, String resourceId, List<Tag> tags) {}

    record RemoveTagsInput(String resourceType, String resourceId, List<String> tagKeys) {}

    record ListTagsInput(String resourceType, String resourceId) {}

    record ListTagsOutput(List<Tag> tagList) {}

    record Nothing() {}
}
