/** Application Auto Scaling for ECS services: scalable targets without policies. It sees ECS through a link only. */
package io.ecsdrain.localaws.scaling;
