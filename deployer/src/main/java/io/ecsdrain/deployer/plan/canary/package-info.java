/** How a canary takes over new clients in steps: what may begin, go on, be aborted or go live. */
package io.ecsdrain.deployer.plan.canary;
