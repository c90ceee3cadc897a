/**
 * What {@code explain} and {@code reap} are asked, and what {@code explain} answers. No other package below
 * {@code plan} sees the reaper. Pure, as all of {@code plan}.
 */
package io.ecsdrain.deployer.plan.reap;
