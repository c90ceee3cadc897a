package io.ecsdrain.sidecar.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.metadata.MetadataFault;
import io.ecsdrain.sidecar.DrippingHead;
import io.ecsdrain.sidecar.LocalTask;
import io.ecsdrain.sidecar.drain.Protection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the agent's endpoint of local-aws, over the wire, on stepped time. */
class TaskProtectorTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final LocalAws aws = LocalAws.builder().clock(T0).start();
    private final ScheduledExecutorService timers = DrippingHead.timers();
    private LocalTask task;
    private TaskProtector protector;
    private int busy;

    @BeforeEach
    void start() throws Exception {
        task = new LocalTask(aws);
        protector = new TaskProtector(task.agent(), () -> busy, aws::now, timers);
    }

    @AfterEach
    void stop() {
        aws.close();
        timers.shutdownNow();
    }

    @Test
    void anIdleTaskIsLeftAlone() {
        protector.look();

        assertThat(task.view().protectedUntil()).isNull();
    }

    @Test
    void isTakenWithTheFirstSessionRenewedForAsLongAsThereAreSomeAndReleasedWithTheLast() {
        busy = 3;
        protector.look();
        assertThat(task.view().protectedUntil()).isEqualTo(aws.now().plus(Protection.LENGTH));

        for (int minute = 0; minute < 60; minute++) {
            aws.advance(Duration.ofMinutes(1));
            protector.look();
            assertThat(task.isProtected()).as("minute %d", minute).isTrue();
        }

        busy = 0;
        protector.look();
        assertThat(task.isProtected()).isFalse();
    }

    @Test
    void isNotRenewedWithEachLook() {
        busy = 1;
        protector.look();
        Instant until = task.view().protectedUntil();
        aws.advance(Duration.ofMinutes(4));
        protector.look();

        assertThat(task.view().protectedUntil()).isEqualTo(until);
    }

    @Test
    void aFailureInATwoHundredIsTriedAgainLater() {
        aws.metadata().fail(MetadataFault.PROTECTION_FAILURE);
        busy = 1;
        protector.look();
        aws.metadata().fail(MetadataFault.NONE);
        protector.look();
        assertThat(task.isProtected()).as("not at once").isFalse();

        aws.advance(Duration.ofSeconds(6));
        protector.look();
        assertThat(task.isProtected()).isTrue();
    }

    @Test
    void aReleaseThatFailsIsTriedAgain() {
        busy = 1;
        protector.look();
        aws.metadata().fail(MetadataFault.ERROR);
        busy = 0;
        protector.look();
        assertThat(task.isProtected()).isTrue();

        aws.metadata().fail(MetadataFault.NONE);
        aws.advance(Duration.ofSeconds(6));
        protector.look();
        assertThat(task.isProtected()).isFalse();
    }
}
