package io.ecsdrain.localaws.ssm;

import io.ecsdrain.localaws.links.World;
import io.ecsdrain.localaws.wire.Operations;

/** SSM Parameter Store as the SDK calls it; see {@link SsmSwitches} for what can be varied. */
public final class Ssm {

    private final SsmReads reads;
    private final SsmWrites writes;
    private final SsmTags tags;
    private final SsmAuthorizer authorizer;

    public Ssm(World world) {
        ParameterStore store = new ParameterStore(world);
        reads = new SsmReads(world, store);
        writes = new SsmWrites(world, store);
        tags = new SsmTags(store);
        authorizer = new SsmAuthorizer(store);
    }

    public Operations operations() {
        return new Operations("ssm", Operations.Casing.UPPER_CAMEL)
                .authorizedBy(authorizer)
                .on("GetParameter", SsmShapes.GetParameterInput.class, reads::getParameter)
                .on("GetParameters", SsmShapes.GetParametersInput.class, reads::getParameters)
                .on("GetParametersByPath", SsmShapes.ByPathInput.class, reads::byPath)
                .on("DescribeParameters", SsmShapes.DescribeInput.class, reads::describe)
                .on("PutParameter", SsmShapes.PutParameterInput.class, writes::put)
                .on("DeleteParameter", SsmShapes.DeleteParameterInput.class, writes::delete)
                .on("DeleteParameters", SsmShapes.DeleteParametersInput.class, writes::deleteAll)
                .on("AddTagsToResource", SsmShapes.AddTagsInput.class, tags::add)
                .on("RemoveTagsFromResource", SsmShapes.RemoveTagsInput.class, tags::remove)
                .on("ListTagsForResource", SsmShapes.ListTagsInput.class, tags::list);
    }
}
