package io.ecsdrain.inventory.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.inventory.aws.ParallelReads;
import io.ecsdrain.inventory.model.Observed;
import io.ecsdrain.inventory.model.ServiceView;
import io.ecsdrain.inventory.model.TaskView;
import io.ecsdrain.localaws.LocalAws;
import io.ecsdrain.localaws.wire.AwsError;
import io.ecsdrain.localaws.wire.CallRecord;
import io.ecsdrain.localaws.wire.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

class ClusterTaskReaderTest {

    private static final String CLUSTER = "c";

    private LocalAws aws;
    private AwsClients clients;
    private ParallelReads atOnce;
    private ClusterTaskReader reader;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(Instant.parse("2026-01-01T00:00:00Z")).start();
        clients = AwsClients.forTest(aws.endpoint(), "AKTEST");
        atOnce = new ParallelReads(3);
        reader = new ClusterTaskReader(clients.ecs(), atOnce);
        clients.ecs().createCluster(create -> create.clusterName(CLUSTER));
        clients.ecs().registerTaskDefinition(register -> register.family("f")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image("app").build()));
    }

    @AfterEach
    void stop() {
        atOnce.close();
        clients.close();
        aws.close();
    }

    private List<ServiceView> services(int count, int tasks) {
        for (int number = 0; number < count; number++) {
            String name = "s" + number;
            clients.ecs().createService(create -> create.cluster(CLUSTER)
                    .serviceName(name)
                    .taskDefinition("f")
                    .desiredCount(tasks));
        }
        aws.advance(Duration.ofSeconds(5));
        return new ServiceReader(clients.ecs()).listed(CLUSTER).value().orElseThrow();
    }

    private static long running(List<ServiceView> services) {
        return services.stream().mapToLong(ServiceView::runningCount).sum();
    }

    /** What reading each service by itself shows: the long way round to the same answer. */
    private Map<String, Observed<List<TaskView>>> oneByOne(List<ServiceView> services) {
        return services.stream().collect(Collectors.toMap(ServiceView::name, each -> new TaskReader(clients.ecs())
                .of(CLUSTER, each.name())));
    }

    private static Map<String, List<TaskView>> sorted(Map<String, Observed<List<TaskView>>> tasks) {
        return tasks.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().value().orElseThrow().stream()
                        .sorted(java.util.Comparator.comparing(TaskView::taskId))
                        .toList()));
    }

    private List<String> calls(Runnable read) {
        int before = aws.calls().size();
        read.run();
        return aws.calls().stream().skip(before).map(CallRecord::operation).toList();
    }

    @Test
    void manySmallServicesShareTheirCalls() {
        List<ServiceView> all = services(12, 7);
        clients.ecs()
                .updateService(update ->
                        update.cluster(CLUSTER).service(all.get(0).name()).desiredCount(3));
        aws.advance(Duration.ofSeconds(1));
        // Described after that: a count from before it would contradict the list.
        List<ServiceView> wanted = new ServiceReader(clients.ecs())
                .listed(CLUSTER)
                .value()
                .orElseThrow()
                .subList(0, 10);
        clients.ecs()
                .updateService(update ->
                        update.cluster(CLUSTER).service(all.get(11).name()).desiredCount(0));

        Map<String, List<TaskView>> expected = sorted(oneByOne(wanted));
        List<String> calls = calls(() ->
                assertThat(sorted(reader.of(CLUSTER, wanted, running(all)))).isEqualTo(expected));

        assertThat(expected.get(all.get(0).name())).hasSize(7);
        assertThat(calls).containsExactlyInAnyOrder("ListTasks", "ListTasks", "DescribeTasks");
    }

    @Test
    void aFewServicesOfABigClusterAreReadByThemselves() {
        List<ServiceView> all = services(30, 8);
        List<ServiceView> wanted = all.subList(0, 2);
        List<String> calls = calls(() ->
                assertThat(sorted(reader.of(CLUSTER, wanted, running(all)))).isEqualTo(sorted(oneByOne(wanted))));
        assertThat(calls.subList(0, calls.size() - 6))
                .as("who runs by service, who stopped of the whole cluster, all described together")
                .containsExactly("ListTasks", "ListTasks", "ListTasks", "DescribeTasks");
    }

    @Test
    void aClusterFullOfStoppedTasksIsNotReadToTheEnd() {
        List<ServiceView> all = services(6, 60);
        List<ServiceView> wanted = afterAllButTheLastStopped(all).subList(2, 6);
        Map<String, List<TaskView>> expected = sorted(oneByOne(wanted));
        List<String> calls =
                calls(() -> assertThat(sorted(reader.of(CLUSTER, wanted, 60))).isEqualTo(expected));
        assertThat(calls.stream().filter("ListTasks"::equals))
                .as(
                        "who runs, two pages that turn out not to be the last, then one for each service; and as many one by one")
                .hasSize(1 + 2 + 4);
    }

    @Test
    void aPageThatCannotBeDescribedMakesThoseUnknownWhoseTasksWereOnIt() {
        List<ServiceView> all = services(2, 100);
        aws.faults()
                .on("ecs", "DescribeTasks")
                .times(1)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "no")));
        Map<String, Observed<List<TaskView>>> seen = reader.of(CLUSTER, all, running(all));
        assertThat(seen.values().stream().filter(Observed::isKnown)).hasSize(1);
        assertThat(seen.values().stream().flatMap(each -> each.unknownBecause().stream()))
                .containsExactly("DescribeTasks: AccessDeniedException");
    }

    @Test
    void whereTheWholeClusterCannotBeListedEachServiceIs() {
        List<ServiceView> all = services(5, 1);
        Map<String, List<TaskView>> expected = sorted(oneByOne(all));
        aws.faults()
                .on("ecs", "ListTasks")
                .times(1)
                .then(new Fault.Refuse(AwsError.badRequest("AccessDeniedException", "no")));
        assertThat(sorted(reader.of(CLUSTER, all, running(all)))).isEqualTo(expected);
    }

    @Test
    void withoutServicesNoTasksAreAskedFor() {
        assertThat(calls(() -> assertThat(reader.of(CLUSTER, List.of(), 1000)).isEmpty()))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} services with {1} + {2} tasks of {3}: {4}")
    @CsvSource({
        "10, 7, 0, 84, 5",
        "2, 8, 0, 240, 0",
        "1, 0, 0, 0, 0",
        "0, 0, 0, 1000, 0",
        "4, 1, 0, 200, 2",
        "3, 1, 0, 200, 0",
        "4, 1, 0, 201, 0",
        "1, 50, 60, 100, 2",
        "1, 50, 50, 100, 0",
        "1, 0, 201, 201, 0",
        "2, 101, 0, 202, 3"
    })
    void theWholeClusterIsListedWhereTwoCallsAPageAreFewerThanThoseByService(
            int services, int running, int pending, long inAll, int pages) {
        List<ServiceView> wanted = Collections.nCopies(
                services,
                new ServiceView(
                        "arn", "s", "ACTIVE", Instant.EPOCH, running, running, pending, Map.of(), List.of(), "f"));
        assertThat(ClusterTaskReader.pagesWorthwhile(wanted, inAll)).isEqualTo(pages);
    }

    /**
     * Five services stop their 60 tasks each; the lists of stopped tasks are three pages, of which two are looked at.
     */
    @Test
    void aReaderThatRemembersTriesOnlyOnceWhetherFewTasksOfTheClusterHaveStopped() {
        ClusterTaskReader remembering = ClusterTaskReader.ofUnstopped(clients.ecs());
        List<ServiceView> all = services(6, 60);
        assertThat(listsOfStopped(remembering, all.subList(2, 6)))
                .as("none has stopped")
                .isEqualTo(1);
        assertThat(listsOfStopped(remembering, all.subList(2, 6)))
                .as("so the whole cluster is listed again")
                .isEqualTo(1);

        List<ServiceView> wanted = afterAllButTheLastStopped(all).subList(2, 6);
        assertThat(listsOfStopped(remembering, wanted))
                .as("two pages of the cluster, then each service")
                .isEqualTo(6);
        assertThat(listsOfStopped(remembering, wanted))
                .as("each service at once")
                .isEqualTo(4);
        assertThat(listsOfStopped(remembering, List.of(wanted.get(0)))).isEqualTo(1);
        assertThat(listsOfStopped(reader, wanted)).isEqualTo(6);
        assertThat(listsOfStopped(reader, wanted))
                .as("one that does not remember tries anew")
                .isEqualTo(6);
    }

    /** All services as they are once all but the last one of {@code all} have stopped their tasks. */
    private List<ServiceView> afterAllButTheLastStopped(List<ServiceView> all) {
        all.subList(0, all.size() - 1).forEach(each -> clients.ecs()
                .updateService(
                        update -> update.cluster(CLUSTER).service(each.name()).desiredCount(0)));
        aws.advance(Duration.ofMinutes(2));
        return new ServiceReader(clients.ecs()).listed(CLUSTER).value().orElseThrow();
    }

    /** How many pages of stopped tasks are read; those that run are listed by service, one page each. */
    private long listsOfStopped(ClusterTaskReader by, List<ServiceView> wanted) {
        List<String> calls = calls(() ->
                assertThat(by.of(CLUSTER, wanted, Integer.MAX_VALUE).values()).allMatch(Observed::isKnown));
        return calls.stream().filter("ListTasks"::equals).count() - wanted.size();
    }

    @Test
    void aReaderThatRemembersNothingStoppedYetTriesAgainAfterOneService() {
        ClusterTaskReader remembering = ClusterTaskReader.ofUnstopped(clients.ecs());
        List<ServiceView> all = services(4, 1);

        assertThat(listsOfStopped(remembering, all.subList(0, 1)))
                .as("one service has its own list")
                .isEqualTo(1);
        assertThat(listsOfStopped(remembering, all)).as("the whole cluster").isEqualTo(1);
    }
}
