package dev.fanfare.producer.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// An instance of channel-consumers, as far as streams go: says what a test wrote for each call, in turn.
final class FakeInstance implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<Says> says = new LinkedBlockingQueue<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile CountDownLatch held = new CountDownLatch(0);

    private record Says(int status, String text, boolean stays) {}

    private FakeInstance(HttpServer server) {
        this.server = server;
        server.createContext("/v1/recipients/ada/stream", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static FakeInstance started() {
        try {
            return new FakeInstance(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /// A door before it that holds two streams.
    Front frontOfTwoStreams(World world) {
        return Front.start(
                world.broker().bootstrap(),
                world.streams(),
                world.channels(),
                Map.of("fanfare.channels.url", url(), "fanfare.live.streams", 2));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Events with these ids, and then the connection breaks off.
    FakeInstance tells(int... ids) {
        return adds(200, events(ids), false);
    }

    /// Events with these ids, and then nothing for as long as it lives.
    FakeInstance tellsAndStays(int... ids) {
        return adds(200, events(ids), true);
    }

    /// A sign of life, with the place in the log that everything was told up to; then the connection breaks off.
    FakeInstance breathes(int place) {
        return adds(200, ":\nid: " + place + "\n\n", false);
    }

    FakeInstance ends(String reason) {
        return adds(200, "event: end\ndata: {\"event\":\"end\",\"reason\":\"" + reason + "\"}\n\n", false);
    }

    FakeInstance refuses(int status) {
        return adds(status, "{\"detail\":\"for a reason\"}", false);
    }

    /// Answers no call before the latch is at zero.
    void waitsFor(CountDownLatch latch) {
        held = latch;
    }

    void forget() {
        held = new CountDownLatch(0);
        says.clear();
        seen.clear();
    }

    /// What each call said that it had seen; `-` for nothing.
    List<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private FakeInstance adds(int status, String text, boolean stays) {
        says.add(new Says(status, text, stays));
        return this;
    }

    private static String events(int... ids) {
        StringBuilder text = new StringBuilder(":\n\n");
        for (int id : ids) {
            text.append("id: ")
                    .append(id)
                    .append("\nevent: read\ndata: {\"id\":\"")
                    .append(id)
                    .append("\"}\n\n");
        }
        return text.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Says now = says.poll();
        try (exchange) {
            String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            seen.add(last == null ? "-" : last);
            held.await();
            if (now == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(now.status(), 0);
            exchange.getResponseBody().write(now.text().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (now.stays()) {
                closed.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
