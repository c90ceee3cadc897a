package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.ssm.SsmShapes.DeleteParameterInput;
import io.ecsdrain.localaws.ssm.SsmShapes.DeleteParametersInput;
import io.ecsdrain.localaws.ssm.SsmShapes.DeleteParametersOutput;
import io.ecsdrain.localaws.ssm.SsmShapes.Nothing;
import io.ecsdrain.localaws.ssm.SsmShapes.PutParameterInput;
import io.ecsdrain.localaws.ssm.SsmShapes.PutParameterOutput;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writing and deleting parameters. There is no compare-and-set. */
final class SsmWrites {

    private static final int MAX_STANDARD_VALUE = 4096;

    private final World world;
    private final ParameterStore store;

    SsmWrites(World world, ParameterStore store) {
        this.world = world;
        this.store = store;
    }

    PutParameterOutput put(PutParameterInput in) {
        boolean overwrite = Boolean.TRUE.equals(in.overwrite());
        boolean tagged = in.tags() != null && !in.tags().isEmpty();
        checkValue(in);
        if (overwrite && tagged) {
            throw AwsError.badRequest(
                    "ValidationException",
                    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please "
                            + "remove overwrite flag. To update tags for an existing parameter, please use "
                            + "AddTagsToResource or RemoveTagsFromResource.");
        }
        Optional<ParameterHistory> existing = store.existing(in.name());
        if (existing.isPresent() && !overwrite) {
            throw AwsError.badRequest(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }
        ParameterHistory history = existing.orElseGet(() -> create(in));
        String type = in.type() != null
                ? in.type()
                : history.current().map(ParameterHistory.Version::type).orElseThrow();
        long version = history.write(world.now(), type, in.value(), in.dataType() == null ? "text" : in.dataType());
        return new PutParameterOutput(version, "Standard");
    }

    private ParameterHistory create(PutParameterInput in) {
        if (in.type() == null) {
            throw AwsError.badRequest(
                    "ValidationException", "A parameter type is required when you create a parameter.");
        }
        ParameterHistory history = store.forCreation(in.name());
        SsmTags.merge(history.tags(), in.tags() == null ? List.of() : in.tags());
        return history;
    }

    private static void checkValue(PutParameterInput in) {
        if (in.value() == null || in.value().isEmpty()) {
            throw SsmErrors.validation(
                    "Value at 'value' failed to satisfy constraint: Member must have length at least 1");
        }
        if (in.value().length() > MAX_STANDARD_VALUE) {
            throw AwsError.badRequest(
                    "ValidationException",
                    "Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
        if (in.tier() != null && !in.tier().equals("Standard")) {
            throw AwsError.unsupported("the parameter tier " + in.tier());
        }
        if ("SecureString".equals(in.type())) {
            throw AwsError.unsupported("the parameter type SecureString");
        }
        if (in.type() != null && !in.type().equals("String") && !in.type().equals("StringList")) {
            throw SsmErrors.validation(
                    "Value '" + in.type() + "' at 'type' failed to satisfy constraint: Member must satisfy"
                            + " enum value set: [SecureString, StringList, String]");
        }
    }

    Nothing delete(DeleteParameterInput in) {
        store.existing(in.name())
                .orElseThrow(() -> SsmErrors.notFound(in.name()))
                .delete(world.now());
        return new Nothing();
    }

    DeleteParametersOutput deleteAll(DeleteParametersInput in) {
        SsmErrors.batch(in.names());
        List<String> deleted = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : in.names()) {
            Optional<ParameterHistory> history = store.existing(name);
            history.ifPresent(found -> found.delete(world.now()));
            (history.isPresent() ? deleted : invalid).add(name);
        }
        return new DeleteParametersOutput(deleted, invalid);
    }
}
