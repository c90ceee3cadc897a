package io.ecsdrain.contract;

/** How a cluster is named where its short name is wanted. */
public final class Clusters {

    private Clusters() {}

    /**
     * The part after the last slash: of an ARN, {@code arn:aws:ecs:REGION:ACCOUNT:cluster/NAME}, the name; a name stays
     * itself.
     */
    public static String shortName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
