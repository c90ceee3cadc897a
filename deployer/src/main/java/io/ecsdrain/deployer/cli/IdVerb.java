package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.Inputs;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A verb about one deployment, whose id comes as an argument. */
abstract class IdVerb extends Verb {

    @Mixin
    protected AwsOptions aws;

    @Mixin
    protected IdArgument key;

    IdVerb(Map<String, String> environment, Verbs verbs) {
        super(environment, verbs);
    }

    @Override
    void fill(Inputs inputs) {
        aws.fill(inputs);
        key.fill(inputs);
    }
}
