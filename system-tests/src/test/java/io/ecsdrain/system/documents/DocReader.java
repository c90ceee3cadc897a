package io.ecsdrain.system.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the commands in a document's lines. */
final class DocReader {

    private static final Pattern FENCE = Pattern.compile("^( *)```(.*)$");
    private static final Pattern MARK = Pattern.compile("^<!-- (.+) -->$");
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?['\"]?([A-Z]+)");
    /** Fences of other languages hold nothing that a shell runs; any other word is a block that nothing would run. */
    private static final List<String> OTHERS = List.of("mermaid", "json");

    private final Path file;
    private final List<DocCommand> found = new ArrayList<>();
    private String section = "";
    private String mark = "";

    DocReader(Path file) {
        this.file = file;
    }

    List<DocCommand> commands(List<String> lines) {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            Matcher fence = FENCE.matcher(line);
            if (fence.matches()) {
                int end = end(lines, at);
                if (isShell(fence.group(2), at)) {
                    block(lines.subList(at + 1, end), at + 2, fence.group(1).length());
                }
                mark = "";
                at = end;
            } else {
                prose(line);
            }
            at++;
        }
        return found;
    }

    private int end(List<String> lines, int begin) {
        for (int at = begin + 1; at < lines.size(); at++) {
            if (lines.get(at).strip().equals("```")) {
                return at;
            }
        }
        throw new AssertionError(file + ":" + (begin + 1) + ": the block does not end");
    }

    private boolean isShell(String language, int at) {
        if (!language.equals("sh") && !OTHERS.contains(language)) {
            throw new AssertionError(
                    file + ":" + (at + 1) + ": a block of commands is marked sh, not '" + language + "'");
        }
        return language.equals("sh");
    }

    private void prose(String line) {
        Matcher comment = MARK.matcher(line);
        if (line.startsWith("## ")) {
            section = line.substring(3);
        } else if (comment.matches()) {
            mark = comment.group(1);
        } else if (!line.isBlank()) {
            mark = "";
        }
    }

    private void block(List<String> lines, int first, int indent) {
        int at = 0;
        while (at < lines.size()) {
            int begin = at;
            StringBuilder text = new StringBuilder(own(lines.get(at), indent));
            while (goesOn(text) && at + 1 < lines.size()) {
                at++;
                text.append('\n').append(own(lines.get(at), indent));
            }
            at++;
            if (!text.toString().isBlank() && !text.toString().startsWith("#")) {
                found.add(new DocCommand(file, first + begin, section, mark, text.toString()));
            }
        }
    }

    private static String own(String line, int indent) {
        return line.substring(Math.min(indent, line.length()));
    }

    private static boolean goesOn(CharSequence text) {
        String soFar = text.toString();
        Matcher here = HERE_DOCUMENT.matcher(soFar);
        return soFar.endsWith("\\") || here.find() && !soFar.endsWith("\n" + here.group(1));
    }
}
