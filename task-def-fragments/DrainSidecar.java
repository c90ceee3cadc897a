import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.ILogGroup;

/** The sidecar for a task definition that is written with the CDK in Java. */
public final class DrainSidecar {

    private DrainSidecar() {}

    /**
     * Adds the sidecar to a task definition (network mode awsvpc), lets the app's container depend on it and the task role read
     * its state.
     *
     * @param deploymentId a new one for each deployment
     * @param appPort each lasting connection to it counts as a session; without it the task is not ready before the app reports its sessions
     * @param logGroup of the Standard class: the other makes no metrics of EMF
     */
    public static ContainerDefinition addTo(
            TaskDefinition task,
            ContainerDefinition app,
            ContainerImage image,
            String deploymentName,
            String deploymentId,
            OptionalInt appPort,
            ILogGroup logGroup) {
        Stack stack = Stack.of(task);
        LinuxParameters linux = LinuxParameters.Builder.create(task, "DrainLinux").build();
        linux.dropCapabilities(Capability.ALL);
        ContainerDefinition sidecar = task.addContainer(
                "drain",
                ContainerDefinitionOptions.builder()
                        .containerName("drain")
                        .image(image)
                        .essential(false)
                        .cpu(32)
                        .memoryLimitMiB(96)
                        .memoryReservationMiB(64)
                        .user("65532:65532")
                        .readonlyRootFilesystem(true)
                        .stopTimeout(Duration.seconds(30))
                        .enableRestartPolicy(true)
                        .restartAttemptPeriod(Duration.seconds(60))
                        .linuxParameters(linux)
                        .environment(Map.of(
                                "DEPLOYMENT_NAME", deploymentName,
                                "DEPLOYMENT_ID", deploymentId,
                                "AWS_REGION", stack.getRegion(),
                                appPort.isPresent() ? "DRAIN_BUSY_PORTS" : "DRAIN_REQUIRE_BUSY",
                                        appPort.isPresent() ? Integer.toString(appPort.getAsInt()) : "true"))
                        .logging(LogDrivers.awsLogs(AwsLogDriverProps.builder()
                                .logGroup(logGroup)
                                .streamPrefix("drain")
                                .mode(AwsLogDriverMode.NON_BLOCKING)
                                .maxBufferSize(Size.mebibytes(1))
                                .build()))
                        .build());
        app.addEnvironment("DEPLOYMENT_ID", deploymentId);
        app.addContainerDependencies(ContainerDependency.builder()
                .container(sidecar)
                .condition(ContainerDependencyCondition.START)
                .build());
        task.addToTaskRolePolicy(PolicyStatement.Builder.create()
                .sid("ReadOwnDrainState")
                .actions(List.of("ssm:GetParameter", "ssm:GetParameters"))
                .resources(List.of(parameters(stack, deploymentName, "state"), parameters(stack, deploymentName, "fence")))
                .build());
        return sidecar;
    }

    private static String parameters(Stack stack, String deploymentName, String last) {
        return stack.formatArn(ArnComponents.builder()
                .service("ssm")
                .resource("parameter")
                .resourceName("apps/" + deploymentName + "/*/" + last)
                .build());
    }
}
