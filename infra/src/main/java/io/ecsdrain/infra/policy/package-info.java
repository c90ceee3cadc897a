/**
 * What each of the four actors may do, as code: exact actions, the narrowest resources AWS knows for them, and the tag
 * conditions that the actions know. Makes statements only; who carries them is the constructs' matter.
 */
package io.ecsdrain.infra.policy;
