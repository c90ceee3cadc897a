package io.ecsdrain.inventory;

/** The configured cluster does not exist in this account and region: a wrong configuration, not a failed observation. */
public final class NoSuchCluster extends RuntimeException {

    private final String cluster;

    public NoSuchCluster(String cluster) {
        super("no such cluster: '" + cluster + "'");
        this.cluster = cluster;
    }

    public String cluster() {
        return cluster;
    }
}
