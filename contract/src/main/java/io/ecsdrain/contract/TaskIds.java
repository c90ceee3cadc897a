package io.ecsdrain.contract;

/** Task ids as the metric's dimension carries them. */
public final class TaskIds {

    private TaskIds() {}

    /**
     * The part of a task ARN after the last slash; right for the old short and the new long ARN format alike.
     *
     * @throws IllegalArgumentException if {@code arn} has nothing after its last slash or no slash at all
     */
    public static String fromArn(String arn) {
        int slash = arn == null ? -1 : arn.lastIndexOf('/');
        if (slash < 0 || slash == arn.length() - 1) {
            throw new IllegalArgumentException("not a task ARN: '" + arn + "'");
        }
        return arn.substring(slash + 1);
    }
}
