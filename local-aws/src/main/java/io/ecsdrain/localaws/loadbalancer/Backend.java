package io.ecsdrain.localaws.loadbalancer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A registered target as requests see it: where it listens, whether it takes new ones, what is in flight. */
public final class Backend {

    /** Who gets new requests. */
    public enum Preference {
        HEALTHY,
        /** Initial or unhealthy: only when the group has no healthy target (fail open). */
        LAST_RESORT,
        /** Deregistering. */
        NONE
    }

    private final String host;
    private final int port;
    private final boolean inert;
    private final Set<Closeable> inFlight = ConcurrentHashMap.newKeySet();
    private volatile Preference preference = Preference.LAST_RESORT;

    /** @param inert nothing listens there: the load balancer answers in its stead */
    public Backend(String host, int port, boolean inert) {
        this.host = host;
        this.port = port;
        this.inert = inert;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public boolean inert() {
        return inert;
    }

    public Preference preference() {
        return preference;
    }

    public void prefer(Preference now) {
        preference = now;
    }

    /** Requests and websockets that are open now. */
    public int inFlight() {
        return inFlight.size();
    }

    void begin(Closeable connection) {
        inFlight.add(connection);
    }

    void end(Closeable connection) {
        inFlight.remove(connection);
    }

    /** Cuts what is still open, as a load balancer does when the deregistration delay is over. */
    public void cut() {
        preference = Preference.NONE;
        for (Closeable connection : inFlight) {
            try {
                connection.close();
            } catch (IOException alreadyGone) {
                inFlight.remove(connection);
            }
        }
    }
}
