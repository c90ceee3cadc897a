/**
 * One class for each kind of AWS resource: it alone changes and deletes them. They know the requests that replace whole
 * lists and those whose order matters; whether a write may be made, their callers have to know.
 */
package io.ecsdrain.lifecycle.execute.write;
