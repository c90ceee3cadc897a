package io.ecsdrain.localaws.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Between trees and the records of {@link Operations}. Strict where AWS is lenient: an unknown member, and in typed
 * protocols a value of the wrong type, is an error that names it.
 */
final class Shapes {

    /** Whether scalars arrive as text, as in Query, or typed, as in JSON and CBOR. */
    enum Scalars {
        TEXT("ValidationError"),
        TYPED("SerializationException");

        private final String errorCode;

        Scalars(String errorCode) {
            this.errorCode = errorCode;
        }
    }

    /** What outputs call the marker of the next page. */
    private static final Set<String> MARKERS = Set.of("nextToken", "nextMarker");

    private final Scalars scalars;
    private final boolean upper;
    private final ObjectMapper mapper;

    Shapes(Operations.Casing casing, Scalars scalars) {
        this.scalars = scalars;
        this.upper = casing == Operations.Casing.UPPER_CAMEL;
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(
                        casing == Operations.Casing.UPPER_CAMEL
                                ? PropertyNamingStrategies.UPPER_CAMEL_CASE
                                : PropertyNamingStrategies.LOWER_CAMEL_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, new InstantAsObject())
                        .addDeserializer(Instant.class, new InstantReader()));
        if (scalars == Scalars.TYPED) {
            builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(LogicalType.Textual, text -> text.setCoercion(
                                    CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        } else {
            // An empty list is sent as "Tags=".
            builder.withCoercionConfig(
                    LogicalType.Collection,
                    list -> list.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty));
        }
        mapper = builder.build();
    }

    <I> I read(JsonNode input, Class<I> type) {
        try {
            return mapper.treeToValue(input, type);
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw malformed("Unknown member \"" + path(e) + "\"; known here: " + known);
        } catch (JsonMappingException e) {
            throw malformed("Member \"" + path(e) + "\": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed(e.getMessage());
        }
    }

    /**
     * A tree in which timestamps are POJO nodes that hold an {@link Instant}: each protocol writes them its own way.
     */
    ObjectNode write(Object output) {
        return output == null ? mapper.createObjectNode() : mapper.valueToTree(output);
    }

    /** The same with an empty marker where {@code output} is the last page of a list. */
    ObjectNode writeWithMarker(Object output) {
        ObjectNode tree = write(output);
        if (output != null && output.getClass().isRecord()) {
            Arrays.stream(output.getClass().getRecordComponents())
                    .map(RecordComponent::getName)
                    .filter(MARKERS::contains)
                    .map(name -> upper ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name)
                    .filter(member -> !tree.has(member))
                    .forEach(member -> tree.put(member, ""));
        }
        return tree;
    }

    private AwsError malformed(String message) {
        return AwsError.badRequest(scalars.errorCode, message);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static final class InstantAsObject extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider ignored) throws IOException {
            out.writeEmbeddedObject(value);
        }
    }

    /** Epoch seconds with a fraction in typed protocols, ISO 8601 in Query. */
    private final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (scalars == Scalars.TYPED && in.currentToken().isNumeric()) {
                return Instant.EPOCH.plusNanos(in.getDecimalValue()
                        .multiply(BigDecimal.valueOf(1_000_000_000))
                        .longValue());
            }
            if (scalars == Scalars.TEXT && in.currentToken() == JsonToken.VALUE_STRING) {
                return OffsetDateTime.parse(in.getText()).toInstant();
            }
            throw JsonMappingException.from(in, "not a timestamp as this protocol writes it");
        }
    }
}
