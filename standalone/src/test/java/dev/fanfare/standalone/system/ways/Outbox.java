package dev.fanfare.standalone.system.ways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.system.parts.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.h2.jdbcx.JdbcDataSource;

/// The outbox of `docs/sending.md`: its table, its relay, and, between the relay and the front door, somebody who may
/// keep an answer back.
final class Outbox implements AutoCloseable {

    static final Set<String> EXAMPLES = Set.of("outbox", "outbox-insert", "RelayOutbox");

    private static final String FIRST = "order-12345-shipped";
    private static final String LAST = "third";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final JdbcDataSource database = new JdbcDataSource();
    private final String front;
    private final RunExample runs;
    private final HttpServer between;
    /// The event whose answer never comes.
    private volatile String keptBack = FIRST;
    private volatile boolean waits;

    Outbox(String front, Path folder, RunExample runs) {
        this.front = front;
        this.runs = runs;
        database.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("outbox") + ";WRITE_DELAY=0");
        try {
            between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        between.createContext("/", this::pass);
        between.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        between.start();
    }

    /// The table, the row of the page, and two behind it.
    void prepare(Example table, Example row) {
        try (Connection db = database.getConnection();
                Statement statement = db.createStatement()) {
            statement.execute(table.text());
            statement.execute(row.text());
            statement.execute(row.text().replace(FIRST, "second"));
            statement.execute(row.text().replace(FIRST, LAST));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Runs the relay until the front door has the first event, and kills it before it hears of that.
    void relayAndKillBeforeItsMark(Example relay) {
        relayUntilItWaits(relay);
        keptBack = LAST;
    }

    /// Runs the relay again: when it waits for the answer to the last event, it has marked all before it.
    void relayUntilMarked(Example relay) {
        relayUntilItWaits(relay);
    }

    /// Ids of the events that were posted.
    List<String> sent() {
        return List.copyOf(sent);
    }

    /// `answer` of each row.
    List<String> marks() {
        List<String> marks = new ArrayList<>();
        try (Connection db = database.getConnection();
                Statement statement = db.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM outbox ORDER BY number")) {
            while (rows.next()) {
                marks.add(String.valueOf(rows.getString(1)));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return marks;
    }

    private void relayUntilItWaits(Example relay) {
        waits = false;
        Process process = runs.launch(
                relay,
                Map.of(
                        "FANFARE_URL",
                        "http://127.0.0.1:" + between.getAddress().getPort(),
                        "OUTBOX",
                        database.getURL()));
        try {
            await().atMost(PATIENCE).until(() -> waits || !process.isAlive());
            assertThat(process.isAlive()).as("the relay goes on").isTrue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String event = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            HttpRequest call = HttpRequest.newBuilder(URI.create(front + exchange.getRequestURI()))
                    .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                    .POST(BodyPublishers.ofString(event))
                    .build();
            int status = client.send(call, BodyHandlers.discarding()).statusCode();
            String id = FrontDoor.JSON.readTree(event).path("id").asString();
            sent.add(id);
            if (id.equals(keptBack)) {
                waits = true;
                end.await();
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        between.stop(0);
        client.close();
    }
}
