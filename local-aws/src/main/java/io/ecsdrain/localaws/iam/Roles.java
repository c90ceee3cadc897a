package io.ecsdrain.localaws.iam;

/** How a role is told apart from others in the record of calls. */
public final class Roles {

    private Roles() {}

    /**
     * The access key id that a task with this role signs with: the role's name.
     *
     * @param arn a name will do; null or empty for a task without a role
     */
    public static String accessKey(String arn) {
        return arn == null || arn.isEmpty() ? "task" : arn.substring(arn.lastIndexOf('/') + 1);
    }
}
