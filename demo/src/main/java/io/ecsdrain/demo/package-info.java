/** The plan's scenario, played on local-aws with real processes, and local-aws for one's own use. */
package io.ecsdrain.demo;
