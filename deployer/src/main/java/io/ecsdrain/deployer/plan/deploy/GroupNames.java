package io.ecsdrain.deployer.plan.deploy;

import io.ecsdrain.contract.DeploymentKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of target groups: at most 32 letters, digits and hyphens, no hyphen at either end, unique in account and
 * region.
 */
public final class GroupNames {

    private static final int READABLE = 19;
    private static final int DIGITS = 12;

    private GroupNames() {}

    /**
     * As much of the name as fits, for people, and a hash of the whole key, for uniqueness; the same for the same key.
     */
    public static String of(DeploymentKey key) {
        String head = key.name().substring(0, Math.min(READABLE, key.name().length()));
        return head.replaceAll("-+$", "") + "-" + hash(key.name() + "/" + key.id());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
