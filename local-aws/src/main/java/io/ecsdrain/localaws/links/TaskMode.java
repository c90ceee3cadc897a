package io.ecsdrain.localaws.links;

/** What an ECS task is made of. */
public enum TaskMode {
    /** A state only: nothing runs, nothing listens. */
    INERT,
    /** A local process for each container definition that has a command. */
    PROCESS
}
