package io.ecsdrain.system.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One command of a document's shell blocks, as a reader pastes it: continued lines and here-documents belong to it.
 *
 * @param line where it begins, counted from 1
 * @param section the heading of second order that it stands under
 * @param mark the words of the HTML comment above its block, empty without one
 */
record DocCommand(Path file, int line, String section, String mark, String text) {

    static List<DocCommand> all(Path file) throws IOException {
        return new DocReader(file).commands(Files.readAllLines(file));
    }

    /** Such as {@code docs/adopt.md:43}. */
    String where() {
        return file.toString().replaceFirst("^(\\.\\./)+", "") + ":" + line;
    }
}
