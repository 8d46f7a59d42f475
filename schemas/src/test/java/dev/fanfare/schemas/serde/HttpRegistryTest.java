package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.schemas.Membership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void only_the_registrys_own_refusal_is_final() {
        status = 404;
        answer = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

        assertThat(passing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "401,{}",
        "403,{}",
        "404,<html>",
        "407,{}",
        "429,{}",
        "500,{\"error_code\":50001}",
        "503,",
        "200,<html>",
        "200,{}"
    })
    void any_other_fault_may_pass_so_that_no_record_is_given_up_for_it(int code, @Nullable String body) {
        status = code;
        answer = body == null ? "" : body;

        assertThat(passing()).isTrue();
    }

    private boolean passing() {
        HttpRegistry registry = new HttpRegistry(url(), null);
        return catchThrowableOfType(RegistryException.class, () -> registry.byId(1))
                        .passing()
                && catchThrowableOfType(RegistryException.class, () -> registry.latest("t"))
                        .passing();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
