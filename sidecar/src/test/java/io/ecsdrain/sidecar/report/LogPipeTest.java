package io.ecsdrain.sidecar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LogPipeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** Nothing is read before {@link #opened}. */
    private final OutputStream blocked = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("whole lines only");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            reached.countDown();
            try {
                opened.await();
                read.write(bytes);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    };

    @Test
    void passesLinesOnInTheirOrder() throws Exception {
        opened.countDown();
        LogPipe pipe = new LogPipe(blocked);
        PrintStream log = new PrintStream(pipe, false, StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            log.println("line " + i);
        }
        pipe.drain(PATIENCE);

        assertThat(lines()).hasSize(100).startsWith("line 0", "line 1").endsWith("line 99");
    }

    @Test
    void aReaderThatStopsHoldsNoWriterAndIsLaterToldWhatItMissed() throws Exception {
        LogPipe pipe = new LogPipe(blocked);
        PrintStream log = new PrintStream(pipe, false, StandardCharsets.UTF_8);
        log.println("line 0");
        // One line is on its way before the rest fills the queue, so that the count below is exact.
        reached.await();
        for (int i = 1; i < 10 * LogPipe.MOST_LINES; i++) {
            log.println("line " + i);
        }

        opened.countDown();
        await().atMost(PATIENCE).until(() -> lines().size() >= LogPipe.MOST_LINES);
        pipe.drain(PATIENCE);
        log.println("again");
        pipe.drain(PATIENCE);

        int kept = lines().size() - 2;
        assertThat(kept).isEqualTo(LogPipe.MOST_LINES + 1);
        assertThat(lines())
                .endsWith(
                        (10 * LogPipe.MOST_LINES - kept) + " lines of this log were dropped because it was not read",
                        "again");
    }

    @Test
    void drainingGivesUpOnAReaderThatStopped() throws Exception {
        LogPipe pipe = new LogPipe(blocked);
        new PrintStream(pipe, false, StandardCharsets.UTF_8).println("line");

        pipe.drain(Duration.ofMillis(50));

        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return read.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
