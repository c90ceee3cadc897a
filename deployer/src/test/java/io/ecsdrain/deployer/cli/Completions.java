package io.ecsdrain.deployer.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each shell is told of verbs, flags and their values. */
final class Completions {

    private static final String MADE = "made from the command line; see CommandFilesTest.";

    private Completions() {}

    /** For bash from 3.2 on, which is what macOS has. */
    static String bash(Words words) {
        String verbs = words.verbs().stream()
                .map(verb -> "  " + verb.name() + ")\n    case $before in\n" + bashValues(verb.flags())
                        + "    *) _drain_words '" + names(verb.flags()) + "' ;;\n    esac\n    ;;\n")
                .collect(Collectors.joining());
        String first = Stream.concat(words.verbs().stream().map(Words.Verb::name), Stream.of(names(words.flags())))
                .collect(Collectors.joining(" "));
        return """
                # shellcheck shell=bash
                # bash completion for drain, MADE

                _drain_words() {
                  local each
                  while read -r each; do COMPREPLY+=("$each"); done < <(compgen -W "$1" -- "$word")
                }

                _drain_files() {
                  local each
                  while read -r each; do COMPREPLY+=("$each"); done < <(compgen -f -- "$word")
                }

                _drain() {
                  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=''
                  if [ "$COMP_CWORD" -gt 1 ]; then verb=${COMP_WORDS[1]}; fi
                  COMPREPLY=()
                  case $verb in
                  '') _drain_words 'FIRST' ;;
                VERBS  esac
                }

                complete -F _drain drain
                """.replace("MADE", MADE).replace("FIRST", first).replace("VERBS", verbs);
    }

    private static String bashValues(List<Words.Flag> flags) {
        return each(flags, flag -> {
            if (flag.value().isEmpty()) {
                return "";
            }
            String values = flag.choices().isEmpty()
                    ? flag.takesFile() ? "_drain_files" : ":"
                    : "_drain_words '" + String.join(" ", flag.choices()) + "'";
            return "    " + flag.name() + ") " + values + " ;;\n";
        });
    }

    static String zsh(Words words) {
        String verbs = words.verbs().stream()
                .map(verb -> "    " + quoted(verb.name() + ":" + verb.first().replace(":", "\\:")) + "\n")
                .collect(Collectors.joining());
        String cases = words.verbs().stream()
                .map(verb -> "    " + verb.name() + ")\n      _arguments" + zshFlags(verb.flags())
                        + zshArguments(verb.arguments()) + "\n      ;;\n")
                .collect(Collectors.joining());
        return """
                #compdef drain
                # zsh completion for drain, MADE

                _drain() {
                  local state line
                  local -a verbs=(
                VERBS  )
                  _arguments -CFLAGS \\
                    '1:verb:->verb' '*::argument:->argument'
                  case $state in
                  verb) _describe verb verbs ;;
                  argument)
                    case $words[1] in
                CASES    esac
                    ;;
                  esac
                }

                _drain "$@"
                """.replace("MADE", MADE)
                .replace("VERBS", verbs)
                .replace("FLAGS", zshFlags(words.flags()))
                .replace("CASES", cases);
    }

    private static String zshFlags(List<Words.Flag> flags) {
        return each(flags, flag -> flag.names().stream()
                .map(name -> " \\\n        " + quoted(name + "[" + zshText(flag.first()) + "]" + zshValue(flag)))
                .collect(Collectors.joining()));
    }

    private static String zshArguments(List<Words.Flag> arguments) {
        return each(arguments, argument -> " \\\n        " + quoted("1" + zshValue(argument)));
    }

    private static String zshValue(Words.Flag flag) {
        return flag.value()
                .map(label -> ":" + label + ":"
                        + (flag.choices().isEmpty()
                                ? flag.takesFile() ? "_files" : " "
                                : "(" + String.join(" ", flag.choices()) + ")"))
                .orElse("");
    }

    private static String zshText(String text) {
        return text.replaceAll("[\\[\\]:\\\\]", "\\\\$0");
    }

    static String fish(Words words) {
        String verbs = words.verbs().stream()
                .map(verb -> "complete -c drain -n __fish_use_subcommand -a " + verb.name() + " -d "
                        + fishText(verb.first()) + "\n"
                        + fishFlags("'__fish_seen_subcommand_from " + verb.name() + "'", verb.flags())
                        + (verb.arguments().stream().anyMatch(Words.Flag::takesFile)
                                ? "complete -c drain -n '__fish_seen_subcommand_from " + verb.name() + "' -F\n"
                                : ""))
                .collect(Collectors.joining());
        return "# fish completion for drain, " + MADE + "\n\ncomplete -c drain -f\n"
                + fishFlags("__fish_use_subcommand", words.flags()) + verbs;
    }

    private static String fishFlags(String condition, List<Words.Flag> flags) {
        return each(
                flags,
                flag -> "complete -c drain -n " + condition
                        + flag.names().stream()
                                .map(name ->
                                        name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                                .collect(Collectors.joining())
                        + (flag.value().isEmpty() ? "" : flag.takesFile() ? " -r -F" : " -x")
                        + (flag.choices().isEmpty() ? "" : " -a '" + String.join(" ", flag.choices()) + "'")
                        + " -d " + fishText(flag.first()) + "\n");
    }

    private static String each(List<Words.Flag> flags, Function<Words.Flag, String> line) {
        return flags.stream().map(line).collect(Collectors.joining());
    }

    private static String names(List<Words.Flag> flags) {
        return flags.stream().map(Words.Flag::name).collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String fishText(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
