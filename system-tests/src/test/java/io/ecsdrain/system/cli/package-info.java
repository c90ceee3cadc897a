/** What a person types: the AWS CLI against {@code drain local}, the launchers' verbs as processes. */
package io.ecsdrain.system.cli;
