package dev.fanfare.producer.peers;

import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// One of the other two apps: one or several instances, any of which answers for all.
public final class Peer {

    private final String name;
    private final List<URI> urls;
    private final String key;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param api its key is empty for none
    public Peer(String name, PeerSettings.Urls urls, InternalApi api, HttpClient client) {
        this.name = name;
        this.urls = urls.url();
        this.key = api.internalKey();
        this.client = client;
    }

    public String name() {
        return name;
    }

    /// Each instance: a name that stands for several addresses stands for as many instances.
    List<URI> urls() {
        return urls.stream().flatMap(Peer::instances).toList();
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
        List<URI> instances = urls();
        int first = Math.floorMod(turn.getAndIncrement(), instances.size());
        for (int n = 0; n < instances.size(); n++) {
            HttpRequest.Builder request =
                    request(instances.get((first + n) % instances.size()), call.target(), call.patience());
            call.headers().forEach(request::header);
            try {
                return client.send(
                        request.method(call.method(), BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
            } catch (ConnectException | HttpConnectTimeoutException away) {
                last = away;
            }
        }
        throw last;
    }

    /// Behind https the name must stay, since the certificate is for it; and an instance may have an address of each
    /// family.
    private static Stream<URI> instances(URI url) {
        if (!"http".equals(url.getScheme())) {
            return Stream.of(url);
        }
        try {
            List<InetAddress> addresses = Stream.of(InetAddress.getAllByName(url.getHost()))
                    .filter(Inet4Address.class::isInstance)
                    .toList();
            return addresses.size() < 2 ? Stream.of(url) : addresses.stream().map(address -> at(url, address));
        } catch (UnknownHostException away) {
            return Stream.of(url);
        }
    }

    private static URI at(URI url, InetAddress address) {
        return URI.create(url.toString().replaceFirst("//[^/:]+", "//" + address.getHostAddress()));
    }

    /// What is asked.
    public record Request(String method, String target, Map<String, String> headers, Duration patience) {

        static Request get(String target, Duration patience) {
            return new Request("GET", target, Map.of(), patience);
        }
    }
}
