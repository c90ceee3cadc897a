package io.ecsdrain.demo.load;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake app for each test, clients of it and what they count. */
abstract class LoadOnAnApp {

    static final Duration SOON = Duration.ofSeconds(20);

    final Tally tally = new Tally();
    FakeApp app;
    ClientLoad load;

    @BeforeEach
    void open() throws IOException {
        app = new FakeApp();
        load = new ClientLoad(app.url(), tally);
    }

    @AfterEach
    void close() {
        load.close();
        app.close();
    }
}
