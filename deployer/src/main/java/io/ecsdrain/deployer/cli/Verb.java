package io.ecsdrain.deployer.cli;

import io.ecsdrain.contract.ExitCode;
import io.ecsdrain.contract.Inputs;
import io.ecsdrain.contract.Meant;
import io.ecsdrain.contract.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all verbs share: inputs, then settings with all problems noted, then the request. */
abstract class Verb implements Callable<Integer> {

    final Map<String, String> environment;
    protected final Verbs verbs;

    @Mixin
    protected OutputOptions output;

    @Spec
    private CommandSpec spec;

    Verb(Map<String, String> environment, Verbs verbs) {
        this.environment = environment;
        this.verbs = verbs;
    }

    /** Names every flag and variable the verb reads. */
    abstract void fill(Inputs inputs);

    /** Reads the settings and runs the verb; must call {@link Settings#orThrow} before it hands anything on. */
    abstract ExitCode run(Settings settings);

    @Override
    public final Integer call() {
        Inputs inputs = new Inputs(environment);
        output.fill(inputs);
        fill(inputs);
        Settings settings = inputs.settings();
        // Reported with all other problems instead of alone and first, as picocli would.
        for (String unknown : spec.commandLine().getUnmatchedArguments()) {
            settings.problem("unknown argument '" + unknown + "'"
                    + Meant.insteadOf(unknown, spec.optionsMap().keySet()) + " (see --help)");
        }
        return run(settings).status();
    }
}
