// Reads every variant of the task definition fragment with its own parser and prints what each says about the sidecar, in one
// form, as JSON: {variant: {...}}. node agree.mjs FOLDER
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import ts from 'typescript';
import { parse as parseYaml } from 'yaml';

const folder = process.argv[2];
const text = (file) => readFileSync(join(folder, file), 'utf8');

/** CloudFormation's spelling to that of a task definition. */
const lowerFirst = (value) =>
  Array.isArray(value)
    ? value.map(lowerFirst)
    : value && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [/^Fn::|^Ref$/.test(k) ? k : k[0].toLowerCase() + k.slice(1), lowerFirst(v)]))
      : value;

/** What the fragment adds to the app's container; the rest of it is the app's own. */
const additions = ({ environment, dependsOn, stopTimeout }) => ({
  variables: (environment ?? []).map((variable) => variable.name),
  dependsOn,
  stopTimeout,
});

/** The last part of each parameter that a statement names. */
const parametersOf = (resource) => [...JSON.stringify(resource).matchAll(/\/(\w+)\\?"/g)].map((found) => found[1]);

const policyOf = (resources) =>
  Object.values(resources)
    .flatMap((r) => [r.Properties.PolicyDocument, ...(r.Properties.Policies ?? []).map((p) => p.PolicyDocument)])
    .flatMap((document) => document?.Statement ?? [])
    .filter((statement) => statement.Sid === 'ReadOwnDrainState')
    .map((statement) => [statement.Effect, statement.Action, parametersOf(statement.Resource)]);

function fromCloudFormation(template) {
  const task = Object.values(template.Resources).find((r) => r.Type === 'AWS::ECS::TaskDefinition').Properties;
  const containers = lowerFirst(task.ContainerDefinitions);
  return {
    network: task.NetworkMode,
    sidecar: containers.find((c) => c.name === 'drain'),
    additions: additions(containers.find((c) => c.name === 'app')),
    policy: policyOf(template.Resources),
  };
}

async function terraform() {
  const module = await parseHcl('terraform.tf', text('terraform.tf'));
  const task = module.resource.aws_ecs_task_definition.app[0];
  const policy = module.resource.aws_iam_role_policy.drain[0].policy;
  const word = (name) => new RegExp(`${name}\\s*=\\s*"([^"]+)"`).exec(policy)?.[1];
  const list = (name) => new RegExp(`${name}\\s*=\\s*(\\[[^\\]]+\\])`).exec(policy)?.[1];
  return {
    network: task.network_mode,
    sidecar: module.locals[0].drain_container,
    additions: additions({
      environment: [...task.container_definitions.matchAll(/name = "(\w+)", value = var/g)].map((found) => ({ name: found[1] })),
      dependsOn: [...task.container_definitions.matchAll(/containerName = "(\w+)", condition = "(\w+)"/g)].map((found) => ({
        containerName: found[1],
        condition: found[2],
      })),
      stopTimeout: /stopTimeout\s*=\s*(\d+)/.exec(task.container_definitions)?.[1],
    }),
    policy: [[word('Effect'), JSON.parse(list('Action')), parametersOf(list('Resource'))]],
  };
}

async function typescript() {
  copyFileSync(join(folder, 'drain-sidecar.ts'), 'drain-sidecar.ts');
  const checked = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--strict', '--noEmit', '--module', 'nodenext', '--moduleResolution', 'nodenext',
      '--target', 'es2022', '--skipLibCheck', 'drain-sidecar.ts'],
    { encoding: 'utf8' },
  );
  if (checked.status !== 0) throw new Error(`tsc: ${checked.stdout}`);
  const module = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync('drain-sidecar.mjs', ts.transpileModule(text('drain-sidecar.ts'), { compilerOptions: module }).outputText);
  const { addDrainSidecar } = await import(join(process.cwd(), 'drain-sidecar.mjs'));
  const stack = new cdk.Stack(new cdk.App(), 'Check');
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  const app = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app') });
  addDrainSidecar(task, app, {
    image: ecs.ContainerImage.fromRegistry('sidecar'),
    deploymentName: 'myapp',
    deploymentId: 'd1',
    appPort: 8080,
    logGroup: new logs.LogGroup(stack, 'Logs'),
  });
  return fromCloudFormation(Template.fromStack(stack).toJSON());
}

const variants = {
  cloudformation: fromCloudFormation(parseYaml(text('cloudformation.yaml'))),
  terraform: await terraform(),
  typescript: await typescript(),
};
console.log(JSON.stringify(variants));
