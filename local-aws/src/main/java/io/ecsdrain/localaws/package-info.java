/**
 * An AWS on loopback that real SDK clients and the AWS CLI talk to, unchanged. It knows AWS and nothing of ecs-drain:
 * one wrong name must not satisfy both sides.
 */
package io.ecsdrain.localaws;
