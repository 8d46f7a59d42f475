package dev.fanfare.channels.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.SendSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A name server that says something else each time it is asked gets nobody to a place that was not looked at.
@Timeout(30)
class ResolvedOnceTest {

    private static final String SETTING = "fanfare.webhook.allow-private-addresses";

    private final FakeHttp ours = new FakeHttp(_ -> FakeHttp.Reply.of(200, "taken"));

    @AfterEach
    void close() {
        ours.close();
    }

    @Test
    void the_address_that_was_looked_at_is_the_one_that_is_called() {
        Rebinding names = new Rebinding("127.0.0.1", "8.8.8.8");

        assertThat(posted(names, Where.ANYWHERE)).isInstanceOf(HttpAnswer.Reply.class);
        assertThat(ours.calls).hasSize(1);
        assertThat(names.left).as("answers that nobody asked for").hasSize(1);
    }

    @Test
    void what_was_found_in_our_own_network_is_not_asked_for_once_more() {
        Rebinding names = new Rebinding("127.0.0.1", "127.0.0.1");

        assertThat(posted(names, new Where(false, SETTING)))
                .isInstanceOfSatisfying(HttpAnswer.None.class, none -> assertThat(none.answer())
                        .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
                            assertThat(rejected.category()).isEqualTo(Category.ADDRESS);
                            assertThat(rejected.why()).contains(SETTING);
                        }));
        assertThat(ours.calls).isEmpty();
        assertThat(names.left).hasSize(1);
    }

    private HttpAnswer posted(DnsResolver names, Where where) {
        try (HttpCalls calls =
                new HttpCalls(SendSettings.DEFAULT, new ResolvePublicHost(names, where), InstantSource.system())) {
            int port = URI.create(ours.url()).getPort();
            return calls.post(new HttpPost("http://rebinding.example:" + port + "/hook"));
        }
    }

    /// Each answer once.
    private static final class Rebinding implements DnsResolver {

        private final Queue<String> left;

        Rebinding(String... answers) {
            left = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(left.remove())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
