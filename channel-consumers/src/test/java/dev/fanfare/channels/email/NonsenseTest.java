package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.NonsenseServer;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that speaks no SMTP is in trouble; nobody's address is wrong for that.
@Timeout(30)
class NonsenseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "999 what\r\n",
                "000\r\n",
                "-1 x\r\n",
                "220\r\n\u0000\u0001",
                "220 mail.example.org\r\nnonsense\r\nnonsense\r\n",
                "220-never ends",
                "\u0000\u0001\u0002\u0003",
                "\r\n\r\n",
                ""
            })
    void what_is_no_greeting_is_tried_again(String nonsense) {
        try (NonsenseServer server = NonsenseServer.greeting(nonsense);
                Gateway gateway = gateway(server.port())) {
            assertThat(gateway.send(Deliveries.email("ada"))).isInstanceOf(Answer.Deferred.class);
        }
    }

    private static Gateway gateway(int port) {
        return new EmailGateway(
                new EmailSettings(
                        new SendSettings(1, Duration.ofSeconds(5), RetryPolicy.DEFAULT),
                        new SmtpSettings("127.0.0.1", port, "", "", "fanfare@example.com", false),
                        Optional.empty()),
                InstantSource.fixed(Deliveries.NOON));
    }
}
