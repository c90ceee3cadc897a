package io.ecsdrain.system.documents;

import io.ecsdrain.system.needs.Need;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the reader sits: a folder that looks like the top of the tree, a repository with one commit, and a PATH whose
 * first folder has the AWS CLI pointed at local-aws, and the programs that bring what is left out to the
 * {@link Counter}.
 */
final class Desk {

    private static final String PASSES_ON = """
            #!/bin/sh
            secret=
            case " $* " in *' --password-stdin '*) secret=$(cat) ;; esac
            printf '%s\\n' "$secret" "${0##*/}" "$@" | '{curl}' -sS --fail-with-body --data-binary @- '{counter}/left-out'
            """;
    /** An older CLI takes the endpoint by flag alone, and does not read AWS_REGION. */
    private static final String AWS = """
            #!/bin/sh
            case $1 in sts | ecr | iam | cloudformation) endpoint='{counter}' ;; *) endpoint=$AWS_ENDPOINT_URL ;; esac
            [ -z "${AWS_REGION-}" ] || export AWS_DEFAULT_REGION="$AWS_REGION"
            '{aws}' --endpoint-url "$endpoint" "$@" && exit
            status=$?
            echo "aws $* ended with $status" >> '{failures}'
            exit $status
            """;

    private static final String DRAIN = """
            #!/bin/sh
            case ${1-} in
            demo) exec drain "$@" ;;
            local) main=io.ecsdrain.demo.Main ;;
            *) main=io.ecsdrain.deployer.Main ;;
            esac
            exec '{java}' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '{classes}' $main "$@"
            """;
    private static final String GIT = """
            #!/bin/sh
            case ${1-} in pull) exec git-left-out "$@" ;; *) exec '{git}' "$@" ;; esac
            """;
    /** The sidecar has 9901 in its task, here a port of its own; the request says 9901 all the same. */
    private static final String CURL = """
            #!/bin/sh
            exec '{curl}' -sS --connect-to "localhost:9901:127.0.0.1:$(cat '{port}')" --retry 60 --retry-connrefused "$@"
            """;

    private final Path home;
    private final Map<String, String> words = new TreeMap<>();

    Desk(Path folder, URI counter) throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("tree"));
        words.putAll(Map.of(
                "curl", program("curl"),
                "git", program("git"),
                "aws", program("aws"),
                "java", java(),
                "classes", System.getProperty("java.class.path"),
                "counter", counter.toString(),
                "failures", failures().toString(),
                "port", sidecarPort().toString()));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Stream.of("docker", "mvn", "npx", "drain").forEach(each -> script(tools.resolve(each), PASSES_ON));
        script(tools.resolve("git-left-out"), PASSES_ON.replace("${0##*/}", "git"));
        script(tools.resolve("aws"), AWS);
        script(tools.resolve("git"), GIT);
        script(tools.resolve("curl"), CURL);
        script(home.resolve("drain"), DRAIN);
        Files.createDirectories(home.resolve("infra"));
        commit();
        words.put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
    }

    /** The reader's folder. */
    Path home() {
        return home;
    }

    /** Where an AWS CLI that fails is noted. */
    Path failures() {
        return home.resolveSibling("failures");
    }

    /** Where the sidecar that started last writes its port. */
    Path sidecarPort() {
        return home.resolveSibling("sidecar-port");
    }

    /** @param own what the reader has set already, beside credentials */
    DocShell shell(String name, Map<String, String> own) throws IOException {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", words.get("PATH"),
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_PAGER", "",
                "AWS_ACCESS_KEY_ID", "AKREADER",
                "AWS_SECRET_ACCESS_KEY", "local"));
        environment.putAll(own);
        return new DocShell(home, home.resolveSibling("steps-" + name), environment);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The distribution's before others: it is the oldest that the documents promise to work with. */
    private static String program(String name) {
        return Stream.concat(Stream.of(new File("/usr/bin", name)).filter(File::canExecute), Need.onPath(name))
                .findFirst()
                .orElseThrow()
                .getPath();
    }

    private void script(Path file, String template) {
        String text = template;
        for (Map.Entry<String, String> each : words.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
        }
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "sh",
                        "-c",
                        "git init -q . && git -c user.name=reader -c user.email=reader@example.com -c commit.gpgsign=false"
                                + " commit -q --no-verify --allow-empty -m begun")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolveSibling("git").toFile())
                .start();
        if (git.waitFor() != 0) {
            throw new AssertionError(Files.readString(home.resolveSibling("git")));
        }
    }
}
