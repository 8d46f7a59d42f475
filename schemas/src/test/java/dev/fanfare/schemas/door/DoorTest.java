package dev.fanfare.schemas.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DoorTest {

    private static final String INBOX = "/v1/recipients/ada/inbox";

    private final CheckKey key = new CheckKey("s3cret");
    private final KnownHosts known = new KnownHosts(
            List.of(URI.create("http://channels.internal:8082"), URI.create("https://notify.example.org")));
    private final CheckHost name = new CheckHost(known, false);

    @Test
    void who_shows_the_key_is_let_in() throws Exception {
        assertThat(status(key, INBOX, "Authorization", "Bearer s3cret")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cre",
                "Bearer s3cret ",
                "Bearer S3cret",
                "bearer s3cret",
                "s3cret",
                "Basic s3cret",
                "Bearer ",
                ""
            })
    void who_does_not_is_turned_away(String header) throws Exception {
        assertThat(status(key, INBOX, "Authorization", header)).isEqualTo(401);
    }

    @Test
    void a_refusal_is_a_problem_that_does_not_tell_the_key() throws Exception {
        MockHttpServletResponse response = call(key, INBOX, "X-Nothing", "");
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(response.getContentAsString()).contains("Authorization").doesNotContain("s3cret");
    }

    @Test
    void where_there_is_no_key_everybody_is_let_in() throws Exception {
        assertThat(status(new CheckKey(""), INBOX, "X-Nothing", "")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health, 200",
        "/actuator/health/readiness, 200",
        "/actuator/prometheus, 401",
        "/actuator/health/kafka, 401",
        "/actuator/health/../prometheus, 401"
    })
    void probes_need_no_key(String path, int status) throws Exception {
        assertThat(status(key, path, "X-Nothing", "")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer s3cret, /actuator/health, true",
        "Bearer wrong, /actuator/health, false",
        "Bearer s3cret, /v1/events, false"
    })
    void only_who_shows_the_key_is_named_and_so_told_details(String authorization, String path, boolean named)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Authorization", authorization);
        MockFilterChain rest = new MockFilterChain();
        key.doFilter(request, new MockHttpServletResponse(), rest);
        HttpServletRequest seen = (HttpServletRequest) Objects.requireNonNull(rest.getRequest());
        assertThat(seen.getUserPrincipal() != null).isEqualTo(named);
    }

    @Test
    void where_each_call_shows_a_key_one_name_may_stand_for_several_of_us() throws Exception {
        assertThat(status(name, INBOX, "Host", "channel-consumers:8082")).isEqualTo(403);
        assertThat(status(new CheckHost(known, true), INBOX, "Host", "channel-consumers:8082"))
                .isEqualTo(200);
    }

    @Test
    void probes_name_the_address_that_they_found() throws Exception {
        assertThat(status(name, "/actuator/health/readiness", "Host", "10.0.0.7:8081"))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8082",
                "127.0.0.1:8082",
                "127.9.9.9",
                "[::1]:8082",
                "channels.internal:8082",
                "NOTIFY.example.org"
            })
    void our_own_names_are_known(String host) throws Exception {
        assertThat(status(name, INBOX, "Host", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example:8082",
                "",
                "10.0.0.1",
                "localhost:x"
            })
    void other_names_are_not(String host) throws Exception {
        assertThat(status(name, INBOX, "Host", host)).isEqualTo(403);
    }

    @Test
    void a_page_of_another_origin_is_turned_away() throws Exception {
        assertThat(withOrigin("http://evil.example")).isEqualTo(403);
        assertThat(withOrigin("null")).isEqualTo(403);
        assertThat(withOrigin("http://localhost:8080")).isEqualTo(200);
    }

    @Test
    void a_page_of_another_origin_is_turned_away_where_keys_are_asked_for_too() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", INBOX);
        request.addHeader("Host", "channel-consumers:8082");
        request.addHeader("Origin", "http://evil.example");

        assertThat(filtered(new CheckHost(known, true), request).getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/a;b", "/v1/events/a;b%", ";"})
    void a_path_with_parameters_is_refused_before_anybody_decodes_it(String path) throws Exception {
        MockHttpServletResponse response = call(name, path, "Host", "localhost:8082");

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(response.getContentAsString()).contains("path");
    }

    @ParameterizedTest
    @CsvSource({"a=50%, 400", "a=%zz, 400", "a=b|c, 400", "a=%41&b, 200", "'', 200"})
    void a_query_is_encoded_as_it_must_be(String query, int status) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", INBOX);
        request.addHeader("Host", "localhost:8082");
        request.setQueryString(query);

        assertThat(filtered(name, request).getStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "0.0.0.0", "10.1.2.3", "::", "no-such-host.invalid"})
    void without_a_key_nobody_listens_off_loopback(@Nullable String address) {
        assertThatIllegalStateException()
                .isThrownBy(() -> listening(address).check("fanfare.api.internal-key", false))
                .withMessageContaining("server.address")
                .withMessageContaining("fanfare.api.internal-key");
        assertThatCode(() -> listening(address).check("fanfare.api.internal-key", true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void on_loopback_no_key_is_needed(String address) {
        assertThatCode(() -> listening(address).check("fanfare.api.keys", false))
                .doesNotThrowAnyException();
    }

    @Test
    void there_is_no_second_door_that_asks_for_no_key() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RefuseOpenDoor(Map.of("management.server.port", "9090")::get)
                        .check("fanfare.api.keys", true))
                .withMessageContaining("management.server.port");
    }

    private static RefuseOpenDoor listening(@Nullable String address) {
        return new RefuseOpenDoor(name -> name.equals("server.address") ? address : null);
    }

    private int withOrigin(String origin) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", INBOX);
        request.addHeader("Host", "localhost:8082");
        request.addHeader("Origin", origin);
        return filtered(name, request).getStatus();
    }

    private static int status(Filter filter, String path, String header, String value) throws Exception {
        return call(filter, path, header, value).getStatus();
    }

    private static MockHttpServletResponse call(Filter filter, String path, String header, String value)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader(header, value);
        return filtered(filter, request);
    }

    private static MockHttpServletResponse filtered(Filter filter, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
