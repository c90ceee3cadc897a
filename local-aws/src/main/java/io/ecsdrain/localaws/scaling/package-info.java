/**
 * Application Auto Scaling for ECS services: scalable targets, and policies and scheduled actions that are merely kept.
 * It sees ECS through a link only.
 */
package io.ecsdrain.localaws.scaling;
