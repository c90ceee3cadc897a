/** What every verb has: where it works, how it answers, and what came of it. Pure, as all of {@code plan}. */
package io.ecsdrain.deployer.plan.verb;
