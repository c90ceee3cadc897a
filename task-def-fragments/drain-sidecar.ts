import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';

export interface DrainSidecarProps {
  readonly image: ecs.ContainerImage;
  readonly deploymentName: string;
  /** A new one for each deployment. */
  readonly deploymentId: string;
  /** Each lasting connection to it counts as a session. Without it the task is not ready before the app reports its sessions. */
  readonly appPort?: number;
  /** Of the Standard class: the other makes no metrics of EMF. */
  readonly logGroup: logs.ILogGroup;
}

/** Adds the sidecar to a task definition (network mode awsvpc), lets the app's container depend on it and the task role read its state. */
export function addDrainSidecar(
  task: ecs.TaskDefinition,
  app: ecs.ContainerDefinition,
  props: DrainSidecarProps,
): ecs.ContainerDefinition {
  const stack = Stack.of(task);
  const sidecar = task.addContainer('drain', {
    containerName: 'drain',
    image: props.image,
    essential: false,
    cpu: 32,
    memoryLimitMiB: 96,
    memoryReservationMiB: 64,
    user: '65532:65532',
    readonlyRootFilesystem: true,
    stopTimeout: Duration.seconds(30),
    enableRestartPolicy: true,
    restartAttemptPeriod: Duration.seconds(60),
    linuxParameters: new ecs.LinuxParameters(task, 'DrainLinux'),
    environment: {
      DEPLOYMENT_NAME: props.deploymentName,
      DEPLOYMENT_ID: props.deploymentId,
      AWS_REGION: stack.region,
      ...(props.appPort === undefined ? { DRAIN_REQUIRE_BUSY: 'true' } : { DRAIN_BUSY_PORTS: String(props.appPort) }),
    },
    logging: ecs.LogDrivers.awsLogs({
      logGroup: props.logGroup,
      streamPrefix: 'drain',
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      maxBufferSize: Size.mebibytes(1),
    }),
  });
  sidecar.linuxParameters?.dropCapabilities(ecs.Capability.ALL);
  app.addEnvironment('DEPLOYMENT_ID', props.deploymentId);
  app.addContainerDependencies({ container: sidecar, condition: ecs.ContainerDependencyCondition.START });
  task.addToTaskRolePolicy(
    new iam.PolicyStatement({
      sid: 'ReadOwnDrainState',
      actions: ['ssm:GetParameter', 'ssm:GetParameters'],
      resources: ['state', 'fence'].map((name) =>
        stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `apps/${props.deploymentName}/*/${name}` }),
      ),
    }),
  );
  return sidecar;
}
