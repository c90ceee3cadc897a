package io.ecsdrain.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ecsdrain.sidecar.drain.SourceReading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a look at a large table costs, in the CPU time and the memory of its thread alone, so that a busy machine
 * changes nothing.
 */
class TableBudgetTest {

    private static final int FOREIGN = 20_000;
    private static final int OURS = 100;
    private static final Duration MOST_CPU = Duration.ofMillis(50);
    private static final int MOST_BYTES = 64 << 10;
    private static final int LOOKS = 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @BeforeEach
    void table() throws IOException {
        StringBuilder rows = new StringBuilder("  sl  local_address rem_address   st\n");
        for (int i = 0; i < FOREIGN + OURS; i++) {
            int localPort = i < FOREIGN ? 9000 : 8080;
            rows.append(String.format(
                    Locale.ROOT,
                    "%4d: 0100007F:%04X %08X:%04X 01 00000000:00000000 02:000A7E2E 00000000     0        0 %d 2 0000000000000000 20 4 30 10 -1\n",
                    i,
                    localPort,
                    0x0A000000 + i / 40_000,
                    1024 + i % 40_000,
                    100_000 + i));
        }
        Files.writeString(folder.resolve("tcp"), rows);
    }

    @Test
    void twentyThousandSocketsOfOthersCostLittleTimeAndNoMemory() {
        ConnectionSource source =
                new ConnectionSource(new BusyPorts(Set.of(8080), Duration.ofSeconds(10), List.of()), folder);
        long cpu = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            assertThat(source.look(look * 1_000L))
                    .isEqualTo(new SourceReading.Count(OURS, true, Map.of("0.0.0.10", OURS)));
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
            cpu = Math.min(cpu, threads.getCurrentThreadCpuTime() - cpuBefore);
        }

        assertThat(Duration.ofNanos(cpu)).isLessThan(MOST_CPU);
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
