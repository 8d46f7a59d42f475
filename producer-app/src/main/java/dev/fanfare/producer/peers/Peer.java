package dev.fanfare.producer.peers;

import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// One of the other two apps: one or several instances, any of which answers for all.
public final class Peer implements AutoCloseable {

    private final String name;
    private final Instances instances;
    private final String key;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param api its key is empty for none
    public Peer(String name, PeerSettings.Urls urls, InternalApi api, HttpClient client) {
        this.name = name;
        this.instances = new Instances(urls.url());
        this.key = api.internalKey();
        this.client = client;
    }

    public String name() {
        return name;
    }

    /// How many instances there are.
    public int instances() {
        return urls().size();
    }

    /// Each instance.
    List<URI> urls() {
        return instances.now();
    }

    /// Ends the look-ups of its names; the client is whose it was.
    @Override
    public void close() {
        instances.close();
    }

    HttpClient client() {
        return client;
    }

    /// A call of one instance, with our key.
    ///
    /// @param target path and query as they stand in a request line
    /// @throws IllegalArgumentException where they cannot stand there
    HttpRequest.Builder request(URI url, String target, Duration patience) {
        String base = url.toString().replaceAll("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + target)).timeout(patience);
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    /// Asks one instance after the other until one takes the connection, each call beginning with another.
    ///
    /// @throws IOException where none does, or the one that did fell silent
    public HttpResponse<InputStream> call(Request call) throws IOException, InterruptedException {
        IOException last = new ConnectException("no instance");
        List<URI> all = urls();
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        for (int n = 0; n < all.size(); n++) {
            HttpRequest.Builder request = request(all.get((first + n) % all.size()), call.target(), call.patience());
            call.headers().forEach(request::header);
            try {
                return send(
                        request.method(call.method(), BodyPublishers.noBody()).build());
            } catch (ConnectException | HttpConnectTimeoutException away) {
                last = away;
            }
        }
        throw last;
    }

    /// A connection that was kept open may have ended just when the call went out: once more, on another one. All that
    /// is forwarded may be said twice; of a GET the client does so itself.
    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpTimeoutException away) {
            throw away;
        } catch (IOException broken) {
            return client.send(request, BodyHandlers.ofInputStream());
        }
    }

    /// What is asked.
    public record Request(String method, String target, Map<String, String> headers, Duration patience) {

        static Request get(String target, Duration patience) {
            return new Request("GET", target, Map.of(), patience);
        }
    }
}
