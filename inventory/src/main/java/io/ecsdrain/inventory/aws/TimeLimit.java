package io.ecsdrain.inventory.aws;

import java.util.function.BooleanSupplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Starts no new call after the deadline. A call that is under way ends by itself: within the limit of the clients, or
 * that of {@link CallLimit}.
 */
public final class TimeLimit {

    public static final String REACHED = "the time was up before everything was read";

    private final BooleanSupplier timeIsUp;
    private volatile boolean reached;

    public TimeLimit(BooleanSupplier timeIsUp) {
        this.timeIsUp = timeIsUp;
    }

    /** {@code clients} under this limit; closing them stays with their maker. */
    public AwsClients on(AwsClients clients) {
        return CallGate.before(clients, this::begin);
    }

    /** Whether a call was left out. */
    public boolean isReached() {
        return reached;
    }

    private AwsRequest begin(AwsRequest request) {
        if (timeIsUp.getAsBoolean()) {
            reached = true;
            throw AbortedException.create(REACHED);
        }
        return request;
    }
}
