/**
 * What the demo shows a person: the timeline on the terminal, the criteria with their evidence, the page. Decides
 * nothing.
 */
package io.ecsdrain.demo.report;
