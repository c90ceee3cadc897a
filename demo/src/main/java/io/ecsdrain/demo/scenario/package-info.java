/** The plan's test scenario, step by step, with the real programs as real processes. */
package io.ecsdrain.demo.scenario;
