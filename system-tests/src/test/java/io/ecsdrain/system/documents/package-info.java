/**
 * README.md and docs/adopt.md, run line by line as a reader would paste them, against local-aws. What stays out is
 * listed in {@link io.ecsdrain.system.documents.LeftOut}.
 */
package io.ecsdrain.system.documents;
