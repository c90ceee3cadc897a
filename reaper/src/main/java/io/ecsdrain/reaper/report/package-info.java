/** Says what was decided and what came of it, as lines for people and as JSON. Never acts and never talks to AWS. */
package io.ecsdrain.reaper.report;
