/**
 * What each of the four actors may do, as code: exact actions, the narrowest resources AWS knows for them, and the tag
 * conditions that the actions know. Makes statements only; the constructs put them into policies.
 */
package io.ecsdrain.infra.policy;
