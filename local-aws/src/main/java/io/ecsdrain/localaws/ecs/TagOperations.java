package io.ecsdrain.localaws.ecs;

import io.ecsdrain.localaws.ecs.shapes.Answers.Nothing;
import io.ecsdrain.localaws.ecs.shapes.Answers.TagsAnswer;
import io.ecsdrain.localaws.ecs.shapes.Tasks.ListTagsForResourceInput;
import io.ecsdrain.localaws.ecs.shapes.Tasks.TagResourceInput;
import io.ecsdrain.localaws.ecs.shapes.Tasks.UntagResourceInput;
import io.ecsdrain.localaws.wire.Operations;
import java.util.Optional;
import java.util.Set;

/** TagResource, UntagResource, ListTagsForResource, for clusters, services, tasks and task definitions. */
final class TagOperations {

    private static final Set<String> TAGGED = Set.of("cluster", "service", "task", "task-definition");

    private final Directory directory;

    TagOperations(Directory directory) {
        this.directory = directory;
    }

    void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceInput.class, this::tag)
                .on("UntagResource", UntagResourceInput.class, this::untag)
                .on("ListTagsForResource", ListTagsForResourceInput.class, this::list);
    }

    private Object tag(TagResourceInput in) {
        tags(in.resourceArn()).merge(EcsErrors.required(in.tags(), "tags"));
        return new Nothing();
    }

    private Object untag(UntagResourceInput in) {
        tags(in.resourceArn()).remove(EcsErrors.required(in.tagKeys(), "tagKeys"));
        return new Nothing();
    }

    private Object list(ListTagsForResourceInput in) {
        return new TagsAnswer(tags(in.resourceArn()).list());
    }

    /** {@code arn:aws:ecs:region:account:kind/...}; the short form of a service or task ARN has no cluster in it. */
    private TagSet tags(String arn) {
        EcsErrors.required(arn, "resourceArn");
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !parts[0].equals("arn")) {
            throw EcsErrors.invalid("Invalid resource ARN: " + arn);
        }
        String[] path = parts[5].split("/");
        boolean inCluster = path[0].equals("service") || path[0].equals("task");
        if (inCluster && path.length == 2) {
            throw EcsErrors.invalid("Long arn format must be used for tagging operations");
        }
        if (!TAGGED.contains(path[0])) {
            throw EcsErrors.invalid("Invalid resource ARN: " + arn);
        }
        return find(directory, arn).orElseThrow(EcsErrors::resourceNotFound);
    }

    /** Empty also for what is not an ARN of ECS in its long form. */
    static Optional<TagSet> find(Directory directory, String arn) {
        String[] path = arn.substring(arn.lastIndexOf(':') + 1).split("/");
        if (arn.contains(":task-definition/")) {
            return directory.definition(arn).map(each -> each.tags);
        }
        if (path.length < 2) {
            return Optional.empty();
        }
        return switch (path[0]) {
            case "cluster" -> directory.find(arn).map(each -> each.tags);
            case "service" ->
                directory
                        .find(path[1])
                        .flatMap(each -> each.service(arn))
                        // DRAINING can still be tagged; what is INACTIVE is gone.
                        .filter(each -> !each.status.equals(ServiceState.INACTIVE))
                        .map(each -> each.tags);
            case "task" ->
                directory.find(path[1]).flatMap(each -> each.task(arn)).map(each -> each.tags);
            default -> Optional.empty();
        };
    }
}
