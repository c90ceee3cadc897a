# A whole task definition with the sidecar, its log group and the task role's policy. Take what you need into your own module.

variable "sidecar_image" { type = string }
variable "deployment_name" { type = string }
variable "deployment_id" {
  type        = string
  description = "A new one for each deployment."
}
variable "app_image" { type = string }
variable "app_port" {
  type    = number
  default = 8080
}
variable "launch_type" {
  type    = string
  default = "FARGATE" # or EC2
}
variable "execution_role_arn" { type = string }
variable "task_role_name" { type = string }

data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
data "aws_region" "here" {}
data "aws_iam_role" "task" { name = var.task_role_name }

resource "aws_cloudwatch_log_group" "drain" {
  name              = "/ecs-drain/${var.deployment_name}" # of the name: the draining deployments still log here
  log_group_class   = "STANDARD" # the other class makes no metrics of EMF
  retention_in_days = 14
}

resource "aws_iam_role_policy" "drain" {
  name = "drain"
  role = var.task_role_name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "ReadOwnDrainState"
      Effect = "Allow"
      Action = ["ssm:GetParameter", "ssm:GetParameters"]
      Resource = ["${local.drain_parameters}/*/state", "${local.drain_parameters}/*/fence"]
    }]
  })
}

locals {
  drain_parameters = "arn:${data.aws_partition.here.partition}:ssm:${data.aws_region.here.name}:${data.aws_caller_identity.me.account_id}:parameter/apps/${var.deployment_name}"
  drain_container = {
    name                   = "drain"
    image                  = var.sidecar_image
    essential              = false
    cpu                    = 32
    memory                 = 96
    memoryReservation      = 64
    user                   = "65532:65532"
    readonlyRootFilesystem = true
    stopTimeout            = 30
    linuxParameters        = { capabilities = { drop = ["ALL"] } }
    restartPolicy          = { enabled = true, restartAttemptPeriod = 60 }
    environment = [
      { name = "DEPLOYMENT_NAME", value = var.deployment_name },
      { name = "DEPLOYMENT_ID", value = var.deployment_id },
      { name = "AWS_REGION", value = data.aws_region.here.name },
      { name = "DRAIN_BUSY_PORTS", value = tostring(var.app_port) }, # without it the app has to report its sessions
    ]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.drain.name
        "awslogs-region"        = data.aws_region.here.name
        "awslogs-stream-prefix" = "drain"
        "mode"                  = "non-blocking"
        "max-buffer-size"       = "1m"
      }
    }
  }
}

resource "aws_ecs_task_definition" "app" {
  family                   = "svc-${var.deployment_name}-${var.deployment_id}"
  requires_compatibilities = [var.launch_type]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = data.aws_iam_role.task.arn
  execution_role_arn       = var.execution_role_arn
  container_definitions = jsonencode([
    {
      name         = "app"
      image        = var.app_image
      essential    = true
      portMappings = [{ containerPort = var.app_port }]
      dependsOn    = [{ containerName = "drain", condition = "START" }]
      environment  = [{ name = "DEPLOYMENT_ID", value = var.deployment_id }]
    },
    local.drain_container,
  ])
}
