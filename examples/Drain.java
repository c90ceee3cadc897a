import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An app beside the drain sidecar, in Java without libraries: asks, hands out affinity, reports sessions, long polls. */
public final class Drain {
    private static final String SIDECAR = Optional.ofNullable(System.getenv("DRAIN_URL")).orElse("http://localhost:9901");
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile String state = "unknown";

    /** What to hand a new client; empty while draining: sessions that are here stay, new ones go elsewhere. */
    public Optional<String> affinity() {
        boolean draining = state.equals("draining") || state.equals("stopping");
        return draining ? Optional.empty() : Optional.ofNullable(System.getenv("DEPLOYMENT_ID"));
    }

    /** Calls back on the first answer and every change. No answer changes nothing: the last known state holds. */
    public void watch(Runnable onChange) throws InterruptedException {
        for (String wait = ""; ; ) {
            try {
                var request = request("/drain" + wait, 65).header("Accept", "text/plain").build();
                String next = ok(http.send(request, BodyHandlers.ofString()));
                boolean news = !next.equals(state) || wait.isEmpty();
                state = next;
                wait = "?wait=30&since=" + next;
                if (news) onChange.run();
            } catch (java.io.IOException noAnswer) {
                Thread.sleep(1000);
            }
        }
    }
    public void report(int sessions) {
        var request = request("/busy/java", 5).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"count\":" + sessions + ",\"ttl_seconds\":60}")).build();
        http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> answer.statusCode() == 200)
                .exceptionally(failed -> false).thenAccept(ok -> { if (!ok) System.err.println("report failed"); });
    }
    private static HttpRequest.Builder request(String path, int seconds) {
        return HttpRequest.newBuilder(URI.create(SIDECAR + path)).timeout(Duration.ofSeconds(seconds));
    }
    private static String ok(HttpResponse<String> answer) throws java.io.IOException {
        if (answer.statusCode() != 200) throw new java.io.IOException("status " + answer.statusCode());
        return answer.body();
    }
    public static void main(String[] arguments) throws InterruptedException {
        Drain drain = new Drain();
        int sessions = Integer.parseInt(System.getenv().getOrDefault("SESSIONS", "0")); // your app knows how many are open
        Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> drain.report(sessions), 0, 20, TimeUnit.SECONDS);
        drain.watch(() -> System.out.println("affinity " + drain.affinity().orElse("none")));
    }
}
