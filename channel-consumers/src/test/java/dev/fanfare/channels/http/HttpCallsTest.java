package dev.fanfare.channels.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.SendSettings;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How often a call is made whose answer does not come.
@Timeout(30)
class HttpCallsTest {

    private static final FakeHttp.Reply OK = FakeHttp.Reply.of(200, "taken");

    private final BlockingQueue<FakeHttp.Reply> replies = new LinkedBlockingQueue<>();
    private final FakeHttp provider = new FakeHttp(_ -> replies.isEmpty() ? OK : replies.remove());
    private final HttpCalls calls = new HttpCalls(SendSettings.DEFAULT, Where.ANYWHERE, InstantSource.system());
    private final HttpCalls checked = HttpCalls.checked(SendSettings.DEFAULT, InstantSource.system());

    @AfterEach
    void close() {
        calls.close();
        checked.close();
        provider.close();
    }

    @Test
    void what_a_provider_reads_on_a_new_connection_and_does_not_answer_is_not_repeated() {
        replies.add(FakeHttp.Reply.NONE);

        assertDeferred(calls.postIdempotent(message()));
        assertThat(provider.calls).hasSize(1);
    }

    @Test
    void what_does_no_harm_twice_is_repeated_where_a_kept_connection_was_closed() {
        calls.post(message());
        replies.add(FakeHttp.Reply.NONE);

        assertTaken(calls.postIdempotent(message()));
        assertThat(provider.calls).hasSize(3);
    }

    @Test
    void anything_else_is_sent_once_also_on_a_kept_connection() {
        calls.post(message());
        checked.post(message());
        replies.add(FakeHttp.Reply.NONE);
        assertDeferred(calls.post(message()));
        replies.add(FakeHttp.Reply.NONE);
        assertDeferred(checked.post(message()));

        assertThat(provider.calls).hasSize(4);
    }

    @Test
    void a_connection_that_was_closed_before_the_call_costs_no_attempt_where_it_is_checked() {
        for (int n = 0; n < 50; n++) {
            assertTaken(checked.post(message()));
            provider.restart();
        }
        assertThat(provider.calls).hasSize(50);
    }

    private HttpPost message() {
        HttpPost post = new HttpPost(provider.url() + "/messages");
        post.setEntity(new ByteArrayEntity("hello".getBytes(StandardCharsets.UTF_8), ContentType.TEXT_PLAIN));
        return post;
    }

    private static void assertTaken(HttpAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.Reply.class, reply -> assertThat(reply.status())
                .isEqualTo(200));
    }

    private static void assertDeferred(HttpAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.None.class, none -> assertThat(none.answer())
                .isInstanceOf(Answer.Deferred.class));
    }
}
