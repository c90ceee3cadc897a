package io.ecsdrain.reaper.plan;

import io.ecsdrain.inventory.model.Evidence;
import io.ecsdrain.inventory.model.Evidence.Point;
import io.ecsdrain.inventory.model.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random evidence: mostly four to eight minutes of readiness, sometimes with one thing wrong. */
final class EvidenceMaker {

    private static final int MINUTE = 60;

    private final Random random;

    EvidenceMaker(Random random) {
        this.random = random;
    }

    Map<String, Evidence> of(List<TaskView> tasks) {
        Map<String, Evidence> all = new HashMap<>();
        boolean oneOnly = random.nextInt(100) < 4;
        boolean withoutMetric = random.nextInt(100) < 4;
        for (TaskView task : tasks) {
            int dice = random.nextInt(100);
            if (oneOnly && !all.isEmpty() || dice >= 3 && dice < 5) {
                all.put(task.taskId(), new Evidence.NotAsked(Optional.of("t0")));
            } else if (dice < 3) {
                all.put(task.taskId(), new Evidence.Unread("PartialData"));
            } else if (dice >= 6) {
                all.put(task.taskId(), new Evidence.Points(withoutMetric ? List.of() : points(dice)));
            }
        }
        return all;
    }

    private List<Point> points(int dice) {
        Instant newest = Instant.ofEpochSecond(SnapshotMaker.NOW.getEpochSecond() / MINUTE * MINUTE);
        newest = newest.minusSeconds((long) MINUTE * (dice < 12 ? 6 + random.nextInt(60) : random.nextInt(3)));
        int count = dice < 15 ? random.nextInt(3) : 4 + random.nextInt(5);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double value = 1;
            if (dice < 30 && random.nextInt(4) == 0) {
                value = random.nextBoolean() ? 0 : 0.5;
            }
            if (dice >= 33 || random.nextInt(5) > 0) {
                points.add(new Point(newest.minusSeconds((long) MINUTE * i), value));
            }
        }
        return points;
    }
}
