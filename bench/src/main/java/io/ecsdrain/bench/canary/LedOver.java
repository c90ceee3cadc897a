package io.ecsdrain.bench.canary;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A canary that goes well, to its end.
 *
 * @param steps in their order
 * @param counts of all clients, those that came while the shares changed among them
 * @param ended how the deployer ended
 */
record LedOver(List<Step> steps, Tally.Counts counts, Stage.Ended ended) {

    /**
     * What a step did with new clients.
     *
     * @param percent the canary's weight in it
     * @param clients new ones that came in it
     * @param onCanary those of them that began on the canary
     */
    record Step(int percent, int clients, long onCanary) {

        double share() {
            return 100.0 * onCanary / clients;
        }
    }

    /** A step has 40 looks, or a few less where calls take their time; its clients have come before the last ones. */
    private static final int WAVES = 30;

    /** Plays one with so many new clients in each step. */
    static LedOver play(int clients) throws IOException {
        try (Stage stage = new Stage()) {
            stage.live();
            try (Crowd crowd = new Crowd(stage.door())) {
                Waves waves = new Waves(crowd, clients);
                Stage.Ended ended = stage.canary(Stage.GOOD, List.of(), waves);
                waves.came.values().forEach(crowd::comeBack);
                return new LedOver(waves.steps(), crowd.counts(), ended);
            }
        }
    }

    /** Before each look some new clients come, and as many of the step before come back. */
    private static final class Waves implements Stage.Meanwhile {

        private final Crowd crowd;
        private final int clients;
        private final Map<Integer, List<Client>> came = new LinkedHashMap<>();
        private List<Client> before = List.of();
        private List<Client> latest = List.of();

        Waves(Crowd crowd, int clients) {
            this.crowd = crowd;
            this.clients = clients;
        }

        @Override
        public void clients(int percent) {
            if (!came.containsKey(percent)) {
                before = latest;
                latest = new ArrayList<>();
                came.put(percent, latest);
            }
            int from = latest.size();
            int to = Math.min(clients, from + (clients + WAVES - 1) / WAVES);
            latest.addAll(crowd.come(to - from));
            crowd.comeBack(before.isEmpty() ? before : before.subList(from, to));
        }

        @Override
        public void second() {}

        @Override
        public void call() {
            crowd.strollBy();
        }

        List<Step> steps() {
            return came.entrySet().stream()
                    .map(each -> new Step(
                            each.getKey(),
                            each.getValue().size(),
                            each.getValue().stream()
                                    .filter(client -> client.beganOn(Stage.CANARY))
                                    .count()))
                    .toList();
        }
    }
}
