package io.ecsdrain.sidecar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.DrainPhase;
import io.ecsdrain.sidecar.drain.ViewDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EmfEmitterTest {

    private final AtomicReference<Optional<EmfEmitter.Sample>> sample = new AtomicReference<>(Optional.empty());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesALineAtOnceThenOnePerIntervalAndALastOne() throws Exception {
        sample.set(Optional.of(said(false)));
        EmfEmitter emitter = emitter(out, Duration.ofMillis(20));
        emitter.start();
        await().until(() -> lines().size() >= 3);
        sample.set(Optional.of(said(true)));

        emitter.stop(Duration.ofSeconds(5));

        assertThat(lines().get(0)).endsWith("\"ShutdownReady\":0}");
        assertThat(lines().get(lines().size() - 1)).endsWith("\"ShutdownReady\":1}");
        for (int i = 0; i < lines().size(); i++) {
            assertThat(lines().get(i)).contains("\"seq\":" + (i + 1) + ",");
        }
    }

    @Test
    void whatTurnsIsWrittenAtOnce() throws Exception {
        sample.set(Optional.of(said(false)));
        EmfEmitter emitter = emitter(out, Duration.ofMinutes(1));
        emitter.start();
        await().until(() -> lines().size() == 1);

        emitter.look();
        sample.set(Optional.of(said(true)));
        emitter.look();

        await().until(() -> lines().size() == 2);
        assertThat(lines().get(0)).doesNotContain("turn");
        assertThat(lines().get(1)).contains("\"turn\":true").endsWith("\"ShutdownReady\":1}");
        emitter.stop(Duration.ofSeconds(5));
        assertThat(lines().get(2)).doesNotContain("turn");
    }

    @Test
    void aFirstLineDoesNotWaitForTheIntervalEither() throws Exception {
        EmfEmitter emitter = emitter(out, Duration.ofMinutes(1));
        emitter.start();
        sample.set(Optional.of(said(false)));
        emitter.look();

        await().until(() -> lines().size() == 1);
        emitter.stop(Duration.ofSeconds(5));
    }

    @Test
    void theLastLineDoesNotWaitForTheInterval() throws Exception {
        sample.set(Optional.of(said(false)));
        EmfEmitter emitter = emitter(out, Duration.ofMinutes(1));
        emitter.start();
        await().until(() -> lines().size() == 1);

        emitter.stop(Duration.ofSeconds(5));

        assertThat(lines()).hasSize(2);
    }

    @Test
    void writesNothingWhileThereIsNothingToSay() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        EmfEmitter emitter = new EmfEmitter(
                line(),
                () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                out,
                InstantSource.system(),
                Duration.ofMillis(5));
        emitter.start();
        await().until(() -> asked.get() > 3);
        emitter.stop(Duration.ofSeconds(5));

        assertThat(lines()).isEmpty();
    }

    @Test
    void anUnreadPipeDoesNotHoldTheStop() throws Exception {
        sample.set(Optional.of(said(false)));
        try (PipedOutputStream full = new PipedOutputStream();
                PipedInputStream neverRead = new PipedInputStream(full, 100)) {
            EmfEmitter emitter = emitter(full, Duration.ofMillis(5));
            emitter.start();
            await().until(() -> neverRead.available() == 100);
            long before = System.nanoTime();

            emitter.stop(Duration.ofMillis(100));

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void goesOnAfterAWriteFailed() throws Exception {
        sample.set(Optional.of(said(false)));
        AtomicInteger writes = new AtomicInteger();
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (writes.incrementAndGet() < 3) {
                    throw new IOException("gone");
                }
                out.write(bytes, from, length);
            }
        };
        EmfEmitter emitter = emitter(failing, Duration.ofMillis(5));
        emitter.start();
        await().until(() -> !lines().isEmpty());
        emitter.stop(Duration.ofSeconds(5));
    }

    private EmfEmitter emitter(OutputStream to, Duration interval) {
        return new EmfEmitter(line(), sample::get, to, InstantSource.system(), interval);
    }

    private static EmfLine line() {
        return new EmfLine(
                new DeploymentKey("app", "d1"), new LineRules(Duration.ofSeconds(5), true, 60), "0123456789abcdef");
    }

    private static EmfEmitter.Sample said(boolean ready) {
        return new EmfEmitter.Sample(
                "t", ViewDraft.of(DrainPhase.DRAINING).ready(ready).view());
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
