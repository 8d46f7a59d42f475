package dev.fanfare.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.NonsenseServer;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Channel;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint whose answer is no HTTP is in trouble; its address may be right all the same.
@Timeout(30)
class NonsenseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 000 None\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 999 High\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 -1 Less\r\nContent-Length: 0\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "220 mail.example.org ESMTP\r\n",
                "\u0000\u0001\u0002",
                ""
            })
    void what_is_no_answer_is_tried_again(String nonsense) {
        SendSettings send = new SendSettings(1, Duration.ofSeconds(5), RetryPolicy.DEFAULT);
        try (NonsenseServer server = NonsenseServer.answering(nonsense);
                Gateway gateway = new WebhookGateway(new WebhookSettings(send, true), InstantSource.system())) {
            String url = "http://127.0.0.1:" + server.port() + "/hook";

            Answer told =
                    gateway.send(Deliveries.of(Channel.WEBHOOK, "ada", url).build());

            assertThat(told).isInstanceOf(Answer.Deferred.class);
        }
    }
}
