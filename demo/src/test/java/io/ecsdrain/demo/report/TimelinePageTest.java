package io.ecsdrain.demo.report;

import static io.ecsdrain.demo.watch.HandMade.in;
import static io.ecsdrain.demo.watch.HandMade.saying;
import static io.ecsdrain.demo.watch.HandMade.second;
import static io.ecsdrain.demo.watch.HandMade.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.demo.load.HandMadeTally;
import io.ecsdrain.demo.load.Tally;
import io.ecsdrain.demo.watch.HandMade;
import io.ecsdrain.demo.watch.Phase;
import io.ecsdrain.demo.watch.Timeline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TimelinePageTest {

    private static final String TASK = "0123456789abcdef";
    /** Everything that ends a text or an attribute. */
    private static final String NASTY = "<b>&'\"</b>";

    private static final String NASTY_ESCAPED = "&lt;b&gt;&amp;&#39;&quot;&lt;/b&gt;";

    private final Timeline timeline = new Timeline(event -> {});
    private final Tally tally = new Tally();

    private String page(List<String> deployments, Criterion... criteria) {
        return new TimelinePage(timeline, tally, second(0), second(100)).html(deployments, List.of(criteria));
    }

    private static String svg(String page) {
        Matcher svg = Pattern.compile("<svg.*</svg>", Pattern.DOTALL).matcher(page);
        assertThat(svg.find()).isTrue();
        return svg.group();
    }

    /** Well-formed as XML, which is stricter than what a browser takes. */
    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document svg, String name, String styleBegins) {
        NodeList found = svg.getElementsByTagName(name);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .filter(element -> element.getAttribute("class").startsWith(styleBegins))
                .toList();
    }

    private void aLife() {
        HandMade.add(timeline, 0, Map.of("a", in(Phase.DEPLOYING, Map.of(TASK, silent()))));
        HandMade.add(timeline, 20, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(0)))));
        HandMade.add(timeline, 25, Map.of("a", in(Phase.ACTIVE, Map.of(TASK, saying(0)))));
        HandMade.add(timeline, 50, Map.of("a", in(Phase.DRAINING, Map.of(TASK, saying(1)))));
        HandMade.add(timeline, 80, Map.of("a", in(Phase.GONE), "b", in(Phase.ACTIVE)));
    }

    @Test
    void aLaneShowsEachPhaseAsOneBandAsLongAsItLasted() throws Exception {
        aLife();
        Document svg = parsed(svg(page(List.of("a"))));

        assertThat(all(svg, "rect", "phase"))
                .extracting(band -> band.getAttribute("class") + " from " + band.getAttribute("x") + " for "
                        + band.getAttribute("width"))
                .containsExactly(
                        "phase deploying from 130.0 for 200.0",
                        "phase active from 330.0 for 300.0",
                        "phase draining from 630.0 for 300.0");
    }

    @Test
    void aFenceIsAStripeAsLongAsItStands() throws Exception {
        HandMade.add(timeline, 0, Map.of("a", in(Phase.PARKED)));
        HandMade.add(timeline, 20, Map.of("a", HandMade.asked()));
        HandMade.add(timeline, 50, Map.of("a", in(Phase.SCALED_TO_ZERO)));

        assertThat(all(parsed(svg(page(List.of("a")))), "rect", "fence"))
                .extracting(stripe -> stripe.getAttribute("x") + " for " + stripe.getAttribute("width"))
                .containsExactly("330.0 for 300.0");
    }

    @Test
    void whatBecameKnownLateStandsAtItsTime() {
        timeline.note(second(20), "a", "the later one");
        timeline.note(second(10), "a", "the earlier one");

        assertThat(page(List.of("a"))).containsSubsequence("10.0 s", "the earlier one", "20.0 s", "the later one");
    }

    @Test
    void aTasksBandTellsSilentFromNotReadyFromReady() throws Exception {
        aLife();
        Document svg = parsed(svg(page(List.of("a"))));

        assertThat(all(svg, "rect", "task"))
                .extracting(band -> band.getAttribute("class") + ": " + band.getTextContent())
                .containsExactly(
                        "task silent: task 01234567: silent",
                        "task not-ready: task 01234567: not ready",
                        "task ready: task 01234567: ready");
    }

    @Test
    void aSessionIsALineInItsDeploymentsLaneOnly() throws Exception {
        aLife();
        HandMadeTally.add(tally, second(30), second(60), "a", 120, true);
        HandMadeTally.add(tally, second(30), second(40), "a", 40, false);
        HandMadeTally.add(tally, second(30), second(40), "elsewhere", 40, false);
        Document svg = parsed(svg(page(List.of("a", "b"))));

        assertThat(all(svg, "line", "session"))
                .extracting(line ->
                        line.getAttribute("x1") + " to " + line.getAttribute("x2") + ": " + line.getTextContent())
                .containsExactly(
                        "430.0 to 730.0: a session, 120 ticks, whole", "430.0 to 530.0: a session, 40 ticks, cut");
    }

    @Test
    void sessionsOfTheSameTimeStandBelowEachOtherAndOneThatWasCutIsToldApart() throws Exception {
        aLife();
        HandMadeTally.add(tally, second(30), second(60), "a", 120, true);
        HandMadeTally.add(tally, second(40), second(50), "a", 40, false);
        HandMadeTally.add(tally, second(60), second(70), "a", 40, true);
        Document svg = parsed(svg(page(List.of("a"))));

        assertThat(all(svg, "line", "session"))
                .extracting(line -> line.getAttribute("class") + " at " + line.getAttribute("y1"))
                .containsExactlyInAnyOrder("session at 49", "session cut at 54", "session at 49");
        assertThat(all(svg, "rect", "task"))
                .extracting(band -> Integer.parseInt(band.getAttribute("y")))
                .allSatisfy(y -> assertThat(y).isGreaterThan(54));
    }

    @Test
    void aLabelStandsOnlyInABandThatHasRoomForIt() throws Exception {
        HandMade.add(timeline, 0, Map.of("a", in(Phase.ACTIVE)));
        HandMade.add(timeline, 90, Map.of("a", in(Phase.SCALED_TO_ZERO)));
        Document svg = parsed(svg(page(List.of("a"))));

        assertThat(all(svg, "text", "label"))
                .extracting(Element::getTextContent)
                .containsExactly("active");
    }

    @Test
    void aNameThatIsTooLongIsCutAndShownInFullWhereOnePointsAtIt() {
        assertThat(page(List.of("20260101-120000-abc1234")))
                .contains("20260101-1200…<title>20260101-120000-abc1234</title>");
    }

    @Test
    void theVerdictStandsBeforeTheLanes() {
        assertThat(page(List.of("a"), new Criterion("Clients are well", true, "0 failed")))
                .containsSubsequence("All 1 success criteria hold.", "<svg");
        assertThat(page(
                        List.of("a"),
                        new Criterion("Clients are well", true, "0 failed"),
                        new Criterion("Nothing dangles", false, "1 rule left")))
                .containsSubsequence("1 of 2 success criteria do not hold: Nothing dangles.", "<svg");
    }

    @Test
    void everyColourIsInTheKeyAndHasADarkOne() {
        String page = page(List.of("a"));
        for (Phase phase : Phase.values()) {
            if (phase != Phase.GONE) {
                assertThat(page).contains("</i>" + phase.words() + "</span>");
            }
        }
        assertThat(page)
                .contains("task: starting", "task: silent", "task: stopping", "</i>session</span>", "</i>fence: ")
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void everyDeploymentIsNamedInTheOrderGivenWhetherItWasSeenOrNot() throws Exception {
        aLife();
        Document svg = parsed(svg(page(List.of("b", "never-seen", "a"))));

        assertThat(all(svg, "text", "name"))
                .extracting(Element::getTextContent)
                .containsExactly("b", "never-seen", "a");
        assertThat(all(svg, "text", "name"))
                .extracting(name -> Integer.parseInt(name.getAttribute("y")))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void criteriaAndEventsAreListedWithTheirFigures() {
        aLife();
        timeline.note(second(81.26), null, "the end");
        String page = page(
                List.of("a", "b"),
                new Criterion("Clients are well", true, "0 of 5 failed"),
                new Criterion("Nothing dangles", false, "1 rule left"));

        assertThat(page)
                .contains(
                        "<li class='ok'><b>Clients are well</b><br>0 of 5 failed</li>",
                        "<li class='fail'><b>Nothing dangles</b><br>1 rule left</li>",
                        "<tr><td>20.0 s</td><td>a</td><td>active</td></tr>",
                        "<tr><td>81.3 s</td><td></td><td>the end</td></tr>",
                        "0 requests through the load balancer, 0 failed; 0 sessions");
    }

    @Test
    void whatOthersWroteIsShownAsTextEverywhere() throws Exception {
        HandMade.add(timeline, 0, Map.of(NASTY, in(Phase.ACTIVE, Map.of(NASTY + TASK, saying(1)))));
        HandMadeTally.add(tally, second(1), second(2), NASTY, 3, true);
        timeline.note(second(1), NASTY, "said " + NASTY);
        String page = page(List.of(NASTY), new Criterion("words " + NASTY, true, "evidence " + NASTY));

        assertThat(page)
                .doesNotContain(NASTY)
                .contains(
                        "<td>" + NASTY_ESCAPED + "</td><td>said " + NASTY_ESCAPED + "</td>",
                        "<b>words " + NASTY_ESCAPED + "</b><br>evidence " + NASTY_ESCAPED);
        assertThat(all(parsed(svg(page)), "text", "name"))
                .extracting(Element::getTextContent)
                .containsExactly(NASTY);
        assertThat(all(parsed(svg(page)), "rect", "task"))
                .extracting(Element::getTextContent)
                .containsExactly("task " + NASTY.substring(0, 8) + ": ready");
    }

    @Test
    void thePageNeedsNothingElseAndRunsNothing() {
        aLife();
        String page = page(List.of("a", "b"), new Criterion("Clients are well", true, "0 failed"));

        assertThat(page)
                .startsWith("<!doctype html>")
                .doesNotContainIgnoringCase("http:")
                .doesNotContainIgnoringCase("https:")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<link")
                .doesNotContainIgnoringCase("<img")
                .doesNotContainIgnoringCase("@import")
                .doesNotContainIgnoringCase("url(")
                .doesNotContainPattern("\\b(src|href|on[a-z]+)\\s*=");
        assertThat(page).as("every placeholder is filled").doesNotContain("{{", "}}");
    }

    @Test
    void nothingSeenAtAllIsStillAPage() throws Exception {
        Document svg = parsed(svg(page(List.of("a"))));

        assertThat(all(svg, "text", "name")).hasSize(1);
        assertThat(all(svg, "rect", "")).isEmpty();
    }
}
