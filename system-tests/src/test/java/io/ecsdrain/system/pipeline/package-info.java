/**
 * Programs working on one cluster over the wire, on stepped time. Tasks are inert: what they would say is said for
 * them. What is looked at afterwards is read from AWS, never from a program's own word alone.
 */
package io.ecsdrain.system.pipeline;
