package io.ecsdrain.bench.reaper;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Two panels on logarithmic scales: calls and seconds over the tasks of a service, a line for each number of services.
 */
final class GrowthPicture {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int PANEL = 280;
    private static final int TOP = 50;
    private static final int BOTTOM = 300;
    private static final List<String> COLOURS = List.of("#4477aa", "#ee6677", "#228833");

    private GrowthPicture() {}

    static String of(List<Measured> runs) {
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT);
        line(svg, "<title>The reaper's calls and seconds by services and tasks</title>");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        panel(svg, 60, "calls", runs, Measured::total);
        panel(svg, 440, "seconds, warm", runs, Measured::seconds);
        line(svg, "</svg>");
        return svg.toString();
    }

    private static void panel(
            StringBuilder svg, int left, String title, List<Measured> runs, ToDoubleFunction<Measured> value) {
        double low = Math.floor(
                runs.stream().mapToDouble(value).map(Math::log10).min().orElse(0));
        double high = Math.ceil(
                runs.stream().mapToDouble(value).map(Math::log10).max().orElse(1));
        Axis across = new Axis(1, 3, left, left + PANEL - 60);
        Axis up = new Axis(low, Math.max(high, low + 1), BOTTOM, TOP);
        line(svg, "<text x=\"%d\" y=\"30\" font-size=\"14\">%s</text>", left, title);
        for (int power = 1; power <= 3; power++) {
            double x = across.at(Math.pow(10, power));
            line(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>", x, TOP, x, BOTTOM);
            line(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
                    x,
                    BOTTOM + 18,
                    Math.pow(10, power));
        }
        for (double power = up.low; power <= up.high; power++) {
            double y = up.at(Math.pow(10, power));
            line(svg, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", left, y, across.to, y);
            line(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", left - 6, y + 4, label(power));
        }
        line(svg, "<text x=\"%d\" y=\"%d\">tasks of each service</text>", left, BOTTOM + 40);
        curves(svg, runs, value, across, up);
    }

    private static void curves(
            StringBuilder svg, List<Measured> runs, ToDoubleFunction<Measured> value, Axis across, Axis up) {
        Map<Integer, List<Measured>> byServices = runs.stream()
                .collect(Collectors.groupingBy(run -> run.shape().draining(), TreeMap::new, Collectors.toList()));
        int index = 0;
        for (Map.Entry<Integer, List<Measured>> each : byServices.entrySet()) {
            String colour = COLOURS.get(index++ % COLOURS.size());
            String points = each.getValue().stream()
                    .map(run -> String.format(
                            Locale.ROOT, "%.1f,%.1f", across.at(run.shape().tasks()), up.at(value.applyAsDouble(run))))
                    .collect(Collectors.joining(" "));
            line(svg, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
            Measured last = each.getValue().get(each.getValue().size() - 1);
            line(
                    svg,
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%d services</text>",
                    across.to + 4,
                    up.at(value.applyAsDouble(last)) + 4,
                    colour,
                    each.getKey());
        }
    }

    private static String label(double power) {
        return power < 0
                ? String.valueOf(Math.pow(10, power))
                : String.format(Locale.ROOT, "%.0f", Math.pow(10, power));
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** From powers of ten to pixels. */
    private record Axis(double low, double high, double from, double to) {
        double at(double value) {
            return from + (Math.log10(value) - low) / (high - low) * (to - from);
        }
    }
}
