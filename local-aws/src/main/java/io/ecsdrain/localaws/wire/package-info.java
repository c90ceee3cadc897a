/**
 * How AWS speaks on the wire: JSON 1.1, RPC v2 CBOR, Query; strict reading, AWS's error shapes, recorded calls, faults.
 */
package io.ecsdrain.localaws.wire;
