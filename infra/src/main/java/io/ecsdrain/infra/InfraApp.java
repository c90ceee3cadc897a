package io.ecsdrain.infra;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** Entry point of the CDK app; see {@code cdk.json} for how the CDK command line starts it. */
public final class InfraApp {

    private InfraApp() {}

    public static void main(String[] arguments) {
        App app = new App();
        try {
            define(app);
        } catch (ConfigurationException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(ExitCode.BAD_USAGE.status());
        }
        app.synth();
    }

    /**
     * Adds the stack that {@code app}'s context describes.
     *
     * @throws ConfigurationException with every problem in the context
     */
    static DrainStack define(App app) {
        InfraConfig config = InfraConfig.from(app.getNode()::tryGetContext);
        StackProps.Builder props = StackProps.builder().description("ecs-drain: the reaper, its role and its schedule");
        config.account()
                .ifPresent(account -> props.env(Environment.builder()
                        .account(account)
                        .region(config.region().orElseThrow())
                        .build()));
        return new DrainStack(app, config, props.build());
    }
}
