package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.schemas.Membership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRegistryTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"id\":7}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void it_speaks_the_confluent_protocol() {
        HttpRegistry registry = new HttpRegistry(url() + "/", null);
        assertThat(registry.register("t-value", Membership.getClassSchema())).isEqualTo(7);
        assertThat(registry.find("t-value", Membership.getClassSchema())).isEqualTo(7);
        assertThat(registry.latest("t-value")).isEqualTo(7);

        answer = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(registry.byId(7)).hasToString("\"string\"");
        assertThat(calls)
                .containsExactly(
                        "POST /subjects/t-value/versions null",
                        "POST /subjects/t-value null",
                        "GET /subjects/t-value/versions/latest null",
                        "GET /schemas/ids/7 null");
    }

    @Test
    void credentials_go_along() {
        new HttpRegistry(url(), "me:secret").latest("t");

        assertThat(calls).containsExactly("GET /subjects/t/versions/latest Basic bWU6c2VjcmV0");
    }

    @Test
    void a_refusal_is_final_and_a_fault_is_passing() {
        HttpRegistry registry = new HttpRegistry(url(), null);
        status = 409;
        assertThatThrownBy(() -> registry.register("t", Membership.getClassSchema()))
                .isInstanceOfSatisfying(RegistryException.class, refused -> assertThat(refused.passing())
                        .isFalse());
        status = 503;
        assertThatThrownBy(() -> registry.byId(1))
                .isInstanceOfSatisfying(RegistryException.class, away -> assertThat(away.passing())
                        .isTrue());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
