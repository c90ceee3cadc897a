/**
 * One reader per concern, each with its paging, its limits and its not-founds. May call AWS's List, Describe and Get
 * operations and nothing else; decides nothing. A read that fails is returned as
 * {@link io.ecsdrain.inventory.model.Observed.Unknown}.
 */
package io.ecsdrain.inventory.observe;
