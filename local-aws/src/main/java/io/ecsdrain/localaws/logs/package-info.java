/** CloudWatch Logs as the awslogs driver sees it: takes lines, turns EMF lines into metrics, keeps the newest. No API of its own. */
package io.ecsdrain.localaws.logs;
