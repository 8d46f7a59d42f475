package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
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
            String refusal = refusals.get(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            byte[] body = (refusal == null ? answer : refusal).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refusal == null ? status : 409, body.length);
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
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, url() + "/"));
        assertThat(registry.register("t-value", Membership.getClassSchema())).isEqualTo(7);
        assertThat(registry.find("t-value", Membership.getClassSchema())).isEqualTo(7);
        assertThat(registry.latest("t-value")).isEqualTo(7);

        answer = "{\"schema\":\"\\\"string\\\"\"}";
        assertThat(registry.byId(7)).hasToString("\"string\"");
        assertThat(calls)
                .containsExactly(
                        "GET /config/t-value null",
                        "POST /subjects/t-value/versions null",
                        "POST /subjects/t-value null",
                        "GET /subjects/t-value/versions/latest null",
                        "GET /schemas/ids/7 null");
    }

    @Test
    void each_new_subject_is_held_fully_compatible_unless_somebody_said_otherwise() {
        refusals.put("GET /config/t-value", "{\"error_code\":40408,\"message\":\"not set\"}");

        registry(Map.of(RegistryConfig.URL, url())).register("t-value", Membership.getClassSchema());

        assertThat(calls)
                .containsExactly(
                        "GET /config/t-value null", "PUT /config/t-value null", "POST /subjects/t-value/versions null");
    }

    @Test
    void a_registry_that_lets_nobody_set_that_serves_all_the_same() {
        refusals.put("GET /config/t-value", "{}");
        refusals.put("PUT /config/t-value", "{}");

        assertThat(registry(Map.of(RegistryConfig.URL, url())).register("t-value", Membership.getClassSchema()))
                .isEqualTo(7);
    }

    @Test
    void a_refused_schema_is_named_with_its_subject_and_the_registrys_words() {
        refusals.put("POST /subjects/t-value/versions", "{\"error_code\":409,\"message\":\"audience at /fields/1\"}");

        RegistryException refused =
                catchThrowableOfType(RegistryException.class, () -> registry(Map.of(RegistryConfig.URL, url()))
                        .register("t-value", Membership.getClassSchema()));

        assertThat(refused)
                .hasMessageContainingAll("t-value", "dev.fanfare.schemas.Membership", "audience at /fields/1");
        assertThat(refused.passing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"USER_INFO,me:secret,''", "'',me:secret,''", "URL,,me:secret@", "'','',me:secret@"})
    void credentials_go_along(String source, @Nullable String userInfo, String inUrl) {
        Map<String, Object> config = new HashMap<>();
        config.put(RegistryConfig.URL, url().replace("//", "//" + inUrl));
        config.put("basic.auth.credentials.source", source);
        config.put("basic.auth.user.info", userInfo);

        registry(config).latest("t");

        assertThat(calls).containsExactly("GET /subjects/t/versions/latest Basic bWU6c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h,USER_INFO,nocolon,basic.auth.user.info",
        "http://h,SASL_INHERIT,me:secret,basic.auth.credentials.source",
        "'http://me:secret@h o',,,schema.registry.url",
        "'http://h,me:secret@i',,,schema.registry.url"
    })
    void a_wrong_setting_is_named_and_no_secret_told(
            String url, @Nullable String source, @Nullable String userInfo, String named) {
        Map<String, Object> config = new HashMap<>();
        config.put(RegistryConfig.URL, url);
        config.put("basic.auth.credentials.source", source);
        config.put("basic.auth.user.info", userInfo);

        assertThatThrownBy(() -> RegistryConfig.of(config))
                .hasMessageStartingWith(named)
                .hasNoCause()
                .message()
                .doesNotContain("secret", "nocolon");
    }

    @Test
    void another_server_is_asked_where_one_is_away_and_the_one_that_answered_comes_first() throws IOException {
        String away = "http://me:secret@127.0.0.1:" + unusedPort();
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, away + ", " + url()));

        assertThat(registry.latest("t")).isEqualTo(7);
        assertThat(registry.latest("t")).isEqualTo(7);
        server.stop(0);

        assertThatThrownBy(() -> registry.latest("t"))
                .isInstanceOf(RegistryException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void what_is_known_is_not_asked_for_again() {
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, url()));
        registry.register("t-value", Membership.getClassSchema());
        answer = "{\"schema\":\"\\\"string\\\"\"}";
        registry.byId(7);
        server.stop(0);

        assertThat(registry.register("t-value", Membership.getClassSchema())).isEqualTo(7);
        assertThat(registry.byId(7)).hasToString("\"string\"");
    }

    @Test
    void an_id_that_nobody_knows_is_asked_for_once() {
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, url()));
        status = 404;
        answer = "{\"error_code\":40403}";

        for (int time = 0; time < 100; time++) {
            assertThatThrownBy(() -> registry.byId(4_711)).isInstanceOf(RegistryException.class);
        }

        assertThat(calls).hasSize(1);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\"; message M { string s = 1; }\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[{\\\"name\\\":\\\"b\\\","
                        + "\\\"type\\\":\\\"other.B\\\"}]}\",\"references\":[{\"name\":\"other.B\"}]}",
                "{\"schema\":\"\"}"
            })
    void a_record_of_anothers_schema_is_unreadable_and_holds_nobody_up(String schema) {
        answer = schema;

        assertThat(decoded()).isInstanceOf(Decoded.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 40301})
    void a_schema_that_is_forbidden_is_unreadable_while_a_subject_that_is_may_be_allowed_later(int code) {
        status = 403;
        answer = "{\"error_code\":" + code + ",\"message\":\"not yours\"}";

        assertThat(decoded()).isInstanceOf(Decoded.Unreadable.class);
        assertThat(catchThrowableOfType(RegistryException.class, () -> registry(Map.of(RegistryConfig.URL, url()))
                                .latest("t"))
                        .passing())
                .isTrue();
    }

    @Test
    void a_wrong_password_is_waited_for_since_it_is_ours_to_mend() {
        status = 401;
        answer = "{\"error_code\":401,\"message\":\"Unauthorized\"}";

        assertThat(passing()).isTrue();
    }

    @Test
    void schemas_that_are_registered_together_are_registered_once() {
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, url()));

        registry.register(Map.of("t-value", Membership.getClassSchema()));
        registry.register("t-value", Membership.getClassSchema());

        assertThat(calls).containsExactly("GET /config/t-value null", "POST /subjects/t-value/versions null");
    }

    private Decoded<Membership> decoded() {
        Topic topic = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1)).memberships();
        return Codecs.with(registry(Map.of(RegistryConfig.URL, url())))
                .of(topic, Membership.class)
                .decode(new byte[] {0, 0, 0, 0, 7, 2, 'x', 2, 'y'});
    }

    private boolean passing() {
        SchemaRegistry registry = registry(Map.of(RegistryConfig.URL, url()));
        return catchThrowableOfType(RegistryException.class, () -> registry.byId(1))
                        .passing()
                && catchThrowableOfType(RegistryException.class, () -> registry.latest("t"))
                        .passing();
    }

    private static SchemaRegistry registry(Map<String, ?> config) {
        return RegistryConfig.of(config).registry();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
