package io.ecsdrain.bench.canary;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A canary that fails one request in twenty.
 *
 * @param judge what ended it
 * @param took from the moment at which CloudWatch showed it until new clients were led back
 * @param sessions websockets that began on it
 * @param cut those of them that ended otherwise than by their client's will
 * @param wentOn how long they went on after its end
 * @param later new clients that came once it was ended
 * @param laterOnCanary those of them that began on it all the same
 * @param counts of all clients
 * @param ended how the deployer ended
 */
record Aborted(
        Judge judge,
        Duration took,
        int sessions,
        long cut,
        Duration wentOn,
        int later,
        long laterOnCanary,
        Tally.Counts counts,
        Stage.Ended ended) {

    private static final int WAVES_LATER = 8;

    /** So many times the clients that are needed on average: then none of them gets to the canary any more. */
    private static final int FAR_MORE = 5;

    /**
     * Plays one.
     *
     * @param sessions so many websockets begin on it
     * @param wave so many new clients come between two looks
     */
    static Aborted play(Judge judge, int sessions, int wave) throws IOException {
        try (Stage stage = new Stage()) {
            Judge.setAlarm(stage.team().cloudWatch(), stage.balancer());
            stage.live();
            try (Crowd crowd = new Crowd(stage.door())) {
                Play play = new Play(stage, crowd, judge, sessions, wave);
                Stage.Ended ended = stage.canary(Stage.BAD, judge.flags, play);
                if (play.sessions.isEmpty()) {
                    throw new IllegalStateException(ended.err());
                }
                List<Client> later = crowd.come(WAVES_LATER * wave);
                crowd.comeBack(play.came);
                Duration wentOn = new Drain(stage, play.sessions).toItsEnd();
                return new Aborted(
                        judge,
                        play.took(),
                        play.sessions.size(),
                        play.sessions.stream().filter(Session::isCut).count(),
                        wentOn,
                        later.size(),
                        later.stream()
                                .filter(client -> client.beganOn(Stage.CANARY))
                                .count(),
                        crowd.counts(),
                        ended);
            }
        }
    }

    /** The first new clients that begin on the canary open a websocket each. */
    private static final class Play implements Stage.Meanwhile {

        private final Stage stage;
        private final Crowd crowd;
        private final Judge judge;
        private final int wanted;
        private final int wave;
        private final HttpClient http = HttpClient.newHttpClient();
        private final List<Session> sessions = new ArrayList<>();
        private final List<Client> came = new ArrayList<>();
        private Instant begun;
        private Instant seen;

        Play(Stage stage, Crowd crowd, Judge judge, int wanted, int wave) {
            this.stage = stage;
            this.crowd = crowd;
            this.judge = judge;
            this.wanted = wanted;
            this.wave = wave;
        }

        @Override
        public void clients(int percent) {
            if (begun == null) {
                begun = stage.aws().now().truncatedTo(ChronoUnit.MINUTES);
            }
            do {
                List<Client> young = crowd.come(wave);
                came.addAll(young);
                young.stream()
                        .filter(client -> client.beganOn(Stage.CANARY))
                        .limit(wanted - sessions.size())
                        .forEach(client -> sessions.add(new Session(http, stage.door(), client, Stage.CANARY)));
            } while (sessions.size() < wanted && came.size() < FAR_MORE * wanted * 100 / percent);
            sessions.forEach(session -> session.echo("before"));
        }

        @Override
        public void second() {
            if (seen == null && judge.sees(stage, begun)) {
                seen = stage.aws().now();
            }
        }

        @Override
        public void call() {
            crowd.strollBy();
        }

        /** Zero if it first showed at the very look that ended it. */
        Duration took() {
            return seen == null ? Duration.ZERO : Duration.between(seen, stage.lastChange());
        }
    }
}
