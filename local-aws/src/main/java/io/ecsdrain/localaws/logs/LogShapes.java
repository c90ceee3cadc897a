package io.ecsdrain.localaws.logs;

import java.util.List;
import java.util.Map;

/**
 * Inputs and outputs, as the API reference has them. Times are milliseconds since 1970, plain numbers in this service.
 */
final class LogShapes {

    private LogShapes() {}

    record Nothing() {}

    record CreateGroupInput(
            String logGroupName,
            String kmsKeyId,
            Map<String, String> tags,
            String logGroupClass,
            Boolean deletionProtectionEnabled) {}

    record GroupInput(String logGroupName) {}

    record DescribeGroupsInput(String logGroupNamePrefix, String logGroupClass, Integer limit, String nextToken) {}

    record Group(String logGroupName, String logGroupClass, long creationTime, String arn, String logGroupArn) {}

    record DescribeGroupsOutput(List<Group> logGroups, String nextToken) {}

    record StreamInput(String logGroupName, String logStreamName) {}

    record DescribeStreamsInput(
            String logGroupName,
            String logStreamNamePrefix,
            String orderBy,
            Boolean descending,
            Integer limit,
            String nextToken) {}

    record Stream(String logStreamName, long creationTime, String arn) {}

    record DescribeStreamsOutput(List<Stream> logStreams, String nextToken) {}

    record InputEvent(Long timestamp, String message) {}

    record PutEventsInput(
            String logGroupName, String logStreamName, List<InputEvent> logEvents, String sequenceToken) {}

    record Rejected(Integer tooNewLogEventStartIndex, Integer tooOldLogEventEndIndex) {}

    record PutEventsOutput(Rejected rejectedLogEventsInfo) {}

    record GetEventsInput(
            String logGroupName,
            String logStreamName,
            Long startTime,
            Long endTime,
            String nextToken,
            Integer limit,
            Boolean startFromHead) {}

    record OutputEvent(long timestamp, String message, long ingestionTime) {}

    record GetEventsOutput(List<OutputEvent> events, String nextForwardToken, String nextBackwardToken) {}

    record FilterEventsInput(
            String logGroupName,
            List<String> logStreamNames,
            String logStreamNamePrefix,
            Long startTime,
            Long endTime,
            String filterPattern,
            String nextToken,
            Integer limit,
            Boolean interleaved) {}

    record FilteredEvent(String logStreamName, long timestamp, String message, long ingestionTime, String eventId) {}

    record FilterEventsOutput(List<FilteredEvent> events, List<String> searchedLogStreams, String nextToken) {}

    record PutSubscriptionInput(
            String logGroupName,
            String filterName,
            String filterPattern,
            String destinationArn,
            String roleArn,
            String distribution) {}

    record DescribeSubscriptionsInput(String logGroupName, String filterNamePrefix, Integer limit, String nextToken) {}

    record SubscriptionFilter(String filterName, String logGroupName, String filterPattern, String destinationArn) {}

    record DescribeSubscriptionsOutput(List<SubscriptionFilter> subscriptionFilters, String nextToken) {}

    record DeleteSubscriptionInput(String logGroupName, String filterName) {}
}
