package dev.fanfare.standalone.system.apart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who has a stream open, and opens it again behind the last id whenever it is lost: with the JDK's clients,
/// which know nothing of us.
final class StreamReader implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long PAUSE_NANOS = 100_000_000;

    private final HttpClient client;
    private final String address;
    private final boolean overWebSocket;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable String last;
    private volatile int opened;
    private volatile boolean closed;

    /// @param address host, port and path
    StreamReader(HttpClient client, String address, boolean overWebSocket) {
        this.client = client;
        this.address = address;
        this.overWebSocket = overWebSocket;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /// All frames so far, over all connections.
    List<JsonNode> heard() {
        return heard;
    }

    /// How often it had to open the stream.
    int opened() {
        return opened;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                if (overWebSocket) {
                    webSocket();
                } else {
                    events();
                }
            } catch (IOException | CompletionException lost) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void hear(String json) {
        JsonNode frame = JSON.readTree(json);
        if (frame.has("id")) {
            heard.add(frame);
            last = frame.path("id").asString();
        }
    }

    private void events() throws IOException, InterruptedException {
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create("http://" + address));
        if (last != null) {
            call.header("Last-Event-ID", last);
        }
        HttpResponse<Stream<String>> answer = client.send(call.build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IOException("refused with " + answer.statusCode());
        }
        opened++;
        try (Stream<String> lines = answer.body()) {
            lines.filter(line -> line.startsWith("data: ")).forEach(line -> hear(line.substring("data: ".length())));
        } catch (UncheckedIOException cut) {
            throw cut.getCause();
        }
    }

    private void webSocket() throws InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://" + address + (last == null ? "" : "?after=" + last)),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
                                text.append(part);
                                if (whole) {
                                    hear(text.toString());
                                    text.setLength(0);
                                }
                                from.request(1);
                                return null;
                            }

                            @Override
                            public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                                over.complete(null);
                                return null;
                            }

                            @Override
                            public void onError(WebSocket from, Throwable why) {
                                over.completeExceptionally(why);
                            }
                        })
                .join();
        opened++;
        try {
            over.get();
        } catch (ExecutionException lost) {
            throw new CompletionException(lost);
        } finally {
            socket.abort();
        }
    }
}
