/**
 * Looks at the emulated AWS from outside, as a person with the console open would, and keeps what changed when. Never
 * mutates.
 */
package io.ecsdrain.demo.watch;
