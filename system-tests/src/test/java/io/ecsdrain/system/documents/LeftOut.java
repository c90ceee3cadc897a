package io.ecsdrain.system.documents;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of the documents that a test cannot run, each with the reason. The tools on the reader's PATH hand them
 * over word by word; what is not written exactly like this is refused, as a slip in a flag would be by the program
 * itself.
 *
 * @param command the whole command, its words with one space between them
 * @param reason why it is not run
 * @param check what holds of it all the same
 */
record LeftOut(Pattern command, String reason, Check check) {

    /** A command's groups to what it prints; an {@link AssertionError} is its failure. */
    @FunctionalInterface
    interface Check {
        String answer(Matcher words) throws Exception;
    }

    static List<LeftOut> of(ReadersAccount account, ReadersStacks stacks) {
        return List.of(
                out("drain demo", "plays for two minutes; .ci/run does so", words -> ""),
                out("mvn verify", "is what runs this test", words -> ""),
                out("mvn -q -DskipTests package", "has built what this test tests", words -> ""),
                out("git pull", "there is no later revision than this one", words -> ""),
                out(
                        "docker login --username AWS --password-stdin ([^ ]+)",
                        "there is no registry; it must be the repository's, and the password ECR's",
                        account::login),
                out(
                        "docker build -f (Dockerfile\\.sidecar) -t ([^ ]+) \\.",
                        "takes minutes; the image's own tests build it. The file must be there",
                        account::build),
                out(
                        "docker push ([^ ]+)",
                        "there is no registry; the image must have been built, for it",
                        account::push),
                out(
                        "npx aws-cdk@2 bootstrap aws://([^/]+)/([^/]+)",
                        "there is no account; it must be the caller's",
                        account::bootstrap),
                out(
                        "npx aws-cdk@2 (deploy|diff|destroy)((?: -c [A-Za-z]+=[^ ]+)+)",
                        "there is no CloudFormation; the CDK app makes its template of the context given, and what of it"
                                + " local-aws knows is made and removed there",
                        stacks::cdk));
    }

    private static LeftOut out(String command, String reason, Check check) {
        return new LeftOut(Pattern.compile(command), reason, check);
    }
}
