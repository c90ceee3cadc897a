package io.ecsdrain.localaws.links;

/** Where the stdout lines of containers go, as the awslogs driver sends them. */
@FunctionalInterface
public interface LogSink {

    /**
     * Takes one line without its line end. Called from the threads that read the containers' output, in order within a
     * stream, without the world's lock.
     *
     * @param group the option {@code awslogs-group}
     * @param stream {@code prefix/container/task id}
     */
    void line(String group, String stream, String line);
}
