package io.ecsdrain.bench.retire;

import java.util.List;
import java.util.Locale;

/** A bar for each way: dark up to the median of desired 0, light up to the 95th percentile; on a logarithmic scale. */
final class RetirePicture {

    private static final int WIDTH = 760;
    private static final int LEFT = 300;
    private static final int RIGHT = 720;
    private static final int TOP = 40;
    private static final int ROW = 18;
    private static final List<Integer> MARKS = List.of(30, 60, 90, 150, 300, 600, 1200, 2400);

    private RetirePicture() {}

    static String of(List<Measured> all) {
        int bottom = TOP + ROW * all.size();
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
                WIDTH,
                bottom + 30);
        line(svg, "<title>Seconds from the last session to desired 0</title>");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, bottom + 30);
        line(
                svg,
                "<text x=\"20\" y=\"20\" font-size=\"14\">seconds from the last session to desired 0: median, p95</text>");
        for (int mark : MARKS) {
            double x = at(mark);
            line(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>", x, TOP - 8, x, bottom);
            line(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x, bottom + 16, mark);
        }
        int y = TOP;
        for (Measured each : all) {
            bar(svg, y, each);
            y += ROW;
        }
        line(svg, "</svg>");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, int y, Measured each) {
        Way way = each.way();
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s, %d tasks, %d + %d s%s</text>",
                LEFT - 8,
                y + 11,
                way.words(),
                way.tasks(),
                way.quiet(),
                way.settle(),
                way.live() > way.tasks() ? ", " + way.live() + " live" : "");
        String colour = way.evidence() == Way.Evidence.LOG ? "#4477aa" : "#ee6677";
        rect(svg, y, each.p95Zero(), colour, "0.4");
        rect(svg, y, each.medianZero(), colour, "1");
    }

    private static void rect(StringBuilder svg, int y, long seconds, String colour, String opacity) {
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\" fill-opacity=\"%s\"/>",
                LEFT,
                y + 1,
                at(seconds) - LEFT,
                colour,
                opacity);
    }

    private static double at(double seconds) {
        double first = Math.log10(MARKS.get(0) / 2.0);
        double last = Math.log10(MARKS.get(MARKS.size() - 1));
        return LEFT + (Math.log10(Math.max(seconds, MARKS.get(0) / 2.0)) - first) / (last - first) * (RIGHT - LEFT);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
