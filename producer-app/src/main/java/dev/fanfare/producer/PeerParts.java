package dev.fanfare.producer;

import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.keys.Role;
import dev.fanfare.producer.peers.AskDryRun;
import dev.fanfare.producer.peers.AskEach;
import dev.fanfare.producer.peers.AskEvent;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.producer.peers.AskPreview;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.peers.Forward;
import dev.fanfare.producer.peers.Peer;
import dev.fanfare.producer.peers.PeerSettings;
import dev.fanfare.producer.spool.Spool;
import dev.fanfare.producer.steer.ShowChannels;
import dev.fanfare.producer.trail.ShowTrail;
import dev.fanfare.schemas.setup.AppSettings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/// The other two apps, and the calls that they answer.
@Configuration(proxyBeanMethods = false)
class PeerParts {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final List<String> STREAMS = List.of(
            "/v1/events",
            "/v1/events/{key}",
            "/v1/events/{key}/deliveries",
            "/v1/deliveries/{id}",
            "/v1/recipients/{id}",
            "/v1/recipients/{id}/preferences",
            "/v1/recipients/{id}/deliveries",
            "/v1/scheduled",
            "/v1/dead-letters",
            "/v1/dead-letters/summary",
            "/v1/dead-letters/{id}",
            "/v1/replays",
            "/v1/replays/{id}",
            "/v1/suppressions",
            "/v1/analytics",
            "/v1/audiences",
            "/v1/audiences/{audience}/members");

    private static final String INBOX = "/v1/recipients/{id}/inbox";

    /// Not closed in peace: that would wait for answers that nobody waits for any more.
    @Bean(destroyMethod = "shutdownNow")
    HttpClient peerClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Bean
    Peer streams(PeerSettings settings, AppSettings app, HttpClient client) {
        return new Peer("fanout-streams", settings.streams(), app.api(), client);
    }

    @Bean
    Peer channels(PeerSettings settings, AppSettings app, HttpClient client) {
        return new Peer("channel-consumers", settings.channels(), app.api(), client);
    }

    @Bean
    AskInForce askInForce(Peer streams) {
        return new AskInForce(streams);
    }

    @Bean
    AskKnown askKnown(Peer streams) {
        return new AskKnown(streams);
    }

    @Bean
    AskDryRun askDryRun(Peer streams) {
        return new AskDryRun(streams);
    }

    @Bean
    AskEvent askEvent(Peer streams) {
        return new AskEvent(streams);
    }

    @Bean
    AskStreams askStreams(Peer streams) {
        return new AskStreams(streams);
    }

    @Bean
    AskPreview askPreview(Peer streams) {
        return new AskPreview(streams);
    }

    @Bean
    AskPeople askPeople(Peer streams) {
        return new AskPeople(streams);
    }

    @Bean
    Calls forwarded(Peer streams, Peer channels, AskStreams askStreams, Spool spool) {
        Forward toStreams = new Forward(streams, spool::isEngaged);
        Forward toChannels = new Forward(channels);
        Stream<Route> queries = STREAMS.stream().map(path -> Route.get(path, toStreams));
        Stream<Route> inbox = Stream.of(INBOX, INBOX + "/unread").map(path -> Route.get(path, toChannels));
        ShowChannels show = new ShowChannels(new AskEach(channels), new AskEach(streams));
        Stream<Route> actions = Stream.of("/{delivery}/read", "/{delivery}/dismiss", "/read-all")
                .map(path -> Route.of(HttpMethod.POST, INBOX + path, Role.OPERATE, toChannels));
        return new Calls(Stream.of(
                        queries,
                        inbox,
                        actions,
                        Stream.of(
                                Route.get("/v1/channels", show),
                                Route.get("/v1/events/{key}/recipients/{id}", new ShowTrail(askStreams))))
                .flatMap(some -> some)
                .toList());
    }
}
