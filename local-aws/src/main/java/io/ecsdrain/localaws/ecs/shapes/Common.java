package io.ecsdrain.localaws.ecs.shapes;

/** Shapes that every part of the ECS API uses. Parts that nothing here interprets stay JSON. */
public final class Common {

    private Common() {}

    public record Tag(String key, String value) {}

    public record KeyValuePair(String name, String value) {}
}
