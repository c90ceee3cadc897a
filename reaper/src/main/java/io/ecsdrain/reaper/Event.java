package io.ecsdrain.reaper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ecsdrain.inventory.aws.TimeLeft;
import io.ecsdrain.reaper.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What the function is invoked for. An event only says where to look: what is done rests on what is read then. */
interface Event {

    /** The run that it asks for; empty if it is about nothing that this reaper looks after. */
    Optional<RunReport> run(Reaper reaper, ReaperConfig config, TimeLeft time);

    /** A stopped task, a line of a sidecar, or, whatever else it is, the tick of a schedule. */
    static Event read(InputStream event) throws IOException {
        byte[] bytes = event.readAllBytes();
        ObjectMapper json = new ObjectMapper();
        // A person who invokes the function by hand may send nothing at all.
        JsonNode read = bytes.length == 0 ? json.nullNode() : json.readTree(bytes);
        return TaskEvent.of(read)
                .<Event>map(task -> task)
                .or(() -> LineEvent.of(read))
                .orElse((reaper, config, time) -> Optional.of(reaper.run(time)));
    }
}
