package io.ecsdrain.localaws.logs;

import com.fasterxml.jackson.databind.JsonNode;

/** What a JSON filter pattern asks of an event. */
@FunctionalInterface
interface JsonCondition {

    boolean holds(JsonNode event);
}
