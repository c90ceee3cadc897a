package io.ecsdrain.infra;

import io.ecsdrain.contract.ConfigurationException;
import io.ecsdrain.contract.ExitCode;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
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
    public static Stack define(App app) {
        InfraConfig config = InfraConfig.from(context(app));
        StackProps.Builder props = StackProps.builder();
        config.account()
                .ifPresent(account -> props.env(Environment.builder()
                        .account(account)
                        .region(config.region().orElseThrow())
                        .build()));
        return config.kind() == StackKind.BASELINE
                ? new BaselineStack(app, config.stackName(), config, props.build())
                : new ReaperStack(app, config.stackName(), config, props.build());
    }

    private static Map<String, Object> context(App app) {
        Map<String, Object> context = new TreeMap<>();
        ((Map<?, ?>) app.getNode().getAllContext()).forEach((key, value) -> context.put(key.toString(), value));
        return context;
    }
}
