package dev.fanfare.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.Filter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// Who may come in.
class DoorTest {

    private static final String KEY = "a-secret";

    @Test
    void only_known_names_of_this_service_are_answered() throws Exception {
        Filter host = new CheckHost(settings(Map.of("fanfare.advertised-url", "http://fanout-1:8081")));
        assertThat(status(host, call("localhost:8081"))).isEqualTo(200);
        assertThat(status(host, call("[::1]:8081"))).isEqualTo(200);
        assertThat(status(host, call("FANOUT-1:8081"))).isEqualTo(200);
        assertThat(status(host, call("evil.example"))).isEqualTo(403);
        MockHttpServletRequest browser = call("localhost:8081");
        browser.addHeader("Origin", "https://evil.example");
        assertThat(status(host, browser)).isEqualTo(403);
    }

    @Test
    void with_a_key_only_its_bearer_is_answered() throws Exception {
        Filter key = new CheckKey(settings(Map.of("fanfare.api.internal-key", KEY)));
        MockHttpServletRequest right = call("localhost");
        right.addHeader("Authorization", "Bearer " + KEY);
        assertThat(status(key, right)).isEqualTo(200);
        MockHttpServletRequest wrong = call("localhost");
        wrong.addHeader("Authorization", "Bearer no");
        assertThat(status(key, wrong)).isEqualTo(401);
        assertThat(status(key, call("localhost"))).isEqualTo(401);
        assertThat(status(new CheckKey(settings(Map.of())), call("localhost"))).isEqualTo(200);
    }

    @Test
    void health_is_for_everybody() throws Exception {
        MockHttpServletRequest probe = call("10.0.0.7:8081");
        probe.setRequestURI("/actuator/health/readiness");
        assertThat(status(new CheckKey(settings(Map.of("fanfare.api.internal-key", KEY))), probe))
                .isEqualTo(200);
        assertThat(status(new CheckHost(settings(Map.of())), probe)).isEqualTo(200);
    }

    @Test
    void without_a_key_nobody_listens_off_loopback() {
        MockEnvironment open = new MockEnvironment().withProperty("server.address", "0.0.0.0");
        assertThatThrownBy(() -> RefuseOpenDoor.check(open, settings(Map.of())))
                .hasMessageContaining("server.address")
                .hasMessageContaining("fanfare.api.internal-key");
        assertThatThrownBy(() -> RefuseOpenDoor.check(new MockEnvironment(), settings(Map.of())))
                .hasMessageContaining("every interface");
        assertThatThrownBy(() -> RefuseOpenDoor.check(
                        new MockEnvironment().withProperty("management.server.port", "9090"),
                        settings(Map.of("fanfare.api.internal-key", KEY))))
                .hasMessageContaining("management.server.port");
        RefuseOpenDoor.check(open, settings(Map.of("fanfare.api.internal-key", KEY)));
        RefuseOpenDoor.check(new MockEnvironment().withProperty("server.address", "127.0.0.1"), settings(Map.of()));
    }

    @Test
    void settings_name_what_is_wrong_and_hide_the_key() {
        assertThatThrownBy(() -> settings(Map.of("fanfare.instance-id", "a b")))
                .hasRootCauseMessage("fanfare.instance-id: must be up to 100 letters, digits or ._-, is 'a b'");
        assertThatThrownBy(() -> settings(Map.of("fanfare.advertised-url", "ftp://x")))
                .hasRootCauseMessage("fanfare.advertised-url: must be http or https with a host, is ftp://x");
        assertThat(settings(Map.of("fanfare.api.internal-key", KEY)).toString()).doesNotContain(KEY);
        assertThat(settings(Map.of()).applicationServer()).isEqualTo("127.0.0.1:8081");
    }

    static StreamsSettings settings(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("fanfare", StreamsSettings.class);
    }

    private static MockHttpServletRequest call(String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/events");
        request.addHeader("Host", host);
        return request;
    }

    private static int status(Filter filter, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
