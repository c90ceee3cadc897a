/** The image as a user builds it, run by a real engine. Needs Docker; calls no AWS but the embedded one. */
package io.ecsdrain.system.image;
