package io.ecsdrain.sidecar.http;

import io.ecsdrain.sidecar.drain.BusyReport;
import io.ecsdrain.sidecar.drain.DrainView;
import java.util.Optional;

/** What the server shows, and where it hands reports to. Called from many threads. */
public interface DrainSource {

    DrainView view();

    /** The view after {@code report}, or empty if there is no place to count one more reporter. */
    Optional<DrainView> report(BusyReport report);

    /** Empty as long as it is not known. */
    Optional<String> taskId();
}
