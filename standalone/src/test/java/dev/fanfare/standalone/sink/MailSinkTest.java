package dev.fanfare.standalone.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailSinkTest {

    private final Behaviour behaviour = new Behaviour();
    private final MailSink sink = new MailSink(0, behaviour);

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void a_repeated_delivery_is_a_call_more_and_no_delivery_more() throws Exception {
        try (var client = new SmtpClient(sink.port())) {
            client.send("ada@example.org", "X-Fanfare-Delivery: d1", "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=");
            client.send("ada@example.org", "X-Fanfare-Delivery: d1");
            client.send("alan@example.org", "Message-ID: <d2@example.org>");
        }
        assertThat(sink.counts())
                .extracting(Counts::calls, Counts::distinct, Counts::repeated)
                .containsExactly(3L, 2L, 1L);
        assertThat(sink.received().getFirst())
                .extracting(Received::delivery, Received::address, Received::title)
                .containsExactly("d1", "ada@example.org", "Grüße");
    }

    @Test
    void a_refused_address_is_told_so_until_it_is_allowed() throws Exception {
        behaviour.refuse("gone@example.org", 550);
        try (var client = new SmtpClient(sink.port())) {
            assertThat(client.send("gone@example.org", "X-Fanfare-Delivery: d1"))
                    .startsWith("550");
            assertThat(sink.counts()).extracting(Counts::refused, Counts::calls).containsExactly(1L, 0L);
            behaviour.allow("gone@example.org");
            assertThat(client.send("gone@example.org", "X-Fanfare-Delivery: d1"))
                    .startsWith("250");
        }
    }

    @Test
    void a_thousand_connections_wait_side_by_side() throws Exception {
        List<SmtpClient> clients = new ArrayList<>();
        List<Callable<String>> sends = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            String id = "X-Fanfare-Delivery: d" + i;
            var client = new SmtpClient(sink.port());
            clients.add(client);
            sends.add(() -> client.send("ada@example.org", id));
        }
        behaviour.takeTime(Duration.ofMillis(200));
        Instant begin = Instant.now();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(sends))
                    .allMatch(sent -> sent.resultNow().startsWith("250"));
        }
        assertThat(Duration.between(begin, Instant.now()))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20)); // one after another: 240 s
        assertThat(sink.counts().distinct()).isEqualTo(1_200);
        for (var client : clients) {
            client.close();
        }
    }
}
