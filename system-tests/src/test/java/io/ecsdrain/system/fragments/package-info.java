/** The task definition fragments against AWS's model and our contract; data is read, nothing is called. */
package io.ecsdrain.system.fragments;
