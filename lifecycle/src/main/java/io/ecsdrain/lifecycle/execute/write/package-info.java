/**
 * How single AWS resources are written: the requests that replace whole lists, and those whose order matters.
 */
package io.ecsdrain.lifecycle.execute.write;
