package io.ecsdrain.bench.reaper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

record Section(List<Trial.Runs> budgets, List<Trial.Runs> growth) {
    void writeInto(Path folder) throws IOException {}
}
