package dev.fanfare.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.work.WrongUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CheckSettingsTest {

    private static final List<String> CHANNELS = List.of("dev.fanfare.channels");
    private static final Pattern NAME = Pattern.compile("`(fanfare\\.[a-zA-Z0-9.*-]+)`");

    @Test
    void a_mistyped_name_is_refused_with_the_one_that_was_meant() {
        assertThatThrownBy(() -> check(Map.of("fanfare.email.smtp.hots", "mail")))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("fanfare.email.smtp.hots: there is no such setting; did you mean fanfare.email.smtp.host?");
        assertThatThrownBy(() -> check(Map.of("fanfare.topicprefics", "x")))
                .hasMessageContaining("fanfare.topicprefics")
                .hasMessageContaining("fanfare.topic-prefix?");
        assertThatThrownBy(() -> check(Map.of("fanfare.colour.of.the.sky", "blue")))
                .hasMessageContaining("docs/settings.md");
    }

    @Test
    @DisplayName("S1-08 S2-22 S3-16 names may be written in every way that is understood")
    void names_may_be_written_in_every_way_that_is_understood() {
        check(Map.of("fanfare.topicPrefix", "x.", "fanfare.kafka.properties.security.protocol", "SSL"));
        check(environment(Map.of(
                "FANFARE_EMAIL_SMTP_HOST", "mail",
                "FANFARE_TOPICPREFIX", "x.",
                "FANFARE_API_KEYS_0", "a:send:0123456789abcdef")));
    }

    @Test
    void the_environment_may_hold_what_is_no_setting() {
        check(environment(
                Map.of("FANFARE_KEY", "x", "FANFARE_SERVICE_HOST", "10.0.0.1", "FANFARE_PORT_8080_TCP", "t")));
        assertThatThrownBy(() -> check(environment(Map.of("FANFARE_EMAIL_SMTP_HOTS", "mail"))))
                .hasMessageContaining("FANFARE_EMAIL_SMTP_HOTS")
                .hasMessageContaining("fanfare.email.smtp.host?");
    }

    @Test
    void a_value_that_does_not_fit_is_named() {
        assertThatThrownBy(() -> check(Map.of("fanfare.in-app.threads", "65")))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("fanfare.in-app.threads: must be 1 to 64, is 65");
        assertThatThrownBy(() -> check(Map.of("fanfare.in-app.threads", "many")))
                .hasMessageContaining("fanfare.in-app.threads")
                .hasMessageContaining("many");
    }

    @ParameterizedTest
    @CsvSource({
        "FANFARE_REGISTRY_URL, fanfare.registry.url",
        "FANFARE_KAFKA_BOOTSTRAPSERVERS, fanfare.kafka.bootstrap-servers",
        "FANFARE_KAFKA_BOOTSTRAP_SERVERS, fanfare.kafka.bootstrap-servers",
        "SERVER_PORT, server.port"
    })
    void what_a_command_sets_itself_is_refused_from_the_environment_too(String variable, String setting) {
        assertThatThrownBy(() -> GivenSettings.refuseReserved(environment(Map.of(variable, "x")), Set.of(setting)))
                .isInstanceOf(WrongUsage.class)
                .hasMessage(setting + " is the command's own to set; see --data, --port, --kafka and --registry");
        GivenSettings.refuseReserved(environment(Map.of("FANFARE_EMAIL_SMTP_HOST", "mail")), Set.of(setting));
    }

    @Test
    void nobody_listens_off_loopback_without_a_key() {
        assertThatThrownBy(() -> check(Map.of("server.address", "0.0.0.0")))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("server.address")
                .hasMessageContaining("fanfare.api.internal-key");
        check(Map.of("server.address", "0.0.0.0", "fanfare.api.internal-key", "0123456789abcdef"));
    }

    @Test
    @DisplayName("S4-10 every setting stands in the documentation and no other")
    void every_setting_stands_in_the_documentation_and_no_other() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "settings.md"), UTF_8);
        Set<String> known = Set.copyOf(CheckSettings.names().all().toList());
        assertThat(known.stream().filter(name -> !isDocumented(name, documented)))
                .as("settings without a row in docs/settings.md")
                .isEmpty();
        assertThat(NAME.matcher(documented)
                        .results()
                        .map(found -> found.group(1))
                        .flatMap(name -> name.contains("CHANNEL")
                                ? Stream.of("email", "sms", "push", "webhook", "websocket")
                                        .map(channel -> name.replace("CHANNEL", channel))
                                : Stream.of(name))
                        .filter(name ->
                                !name.endsWith(".*") && !CheckSettings.names().has(name)))
                .as("rows of docs/settings.md without a setting")
                .isEmpty();
    }

    /// Rows share a name: `` `fanfare.email.smtp.host`, `.port` ``, and channels theirs: `` `fanfare.CHANNEL.timeout`
    /// ``.
    private static boolean isDocumented(String name, String text) {
        String ofAny = name.replaceFirst(
                "^fanfare\\.(email|sms|push|webhook|websocket)\\.(in-flight|timeout|retry|rate-limit|providers|breaker)",
                "fanfare.CHANNEL.$2");
        String start = ofAny.substring(0, ofAny.lastIndexOf('.') + 1);
        String end = ofAny.substring(ofAny.lastIndexOf('.'));
        return text.contains("`" + ofAny + "`")
                || text.lines().anyMatch(line -> line.contains("`" + start) && line.contains("`" + end + "`"));
    }

    private static void check(Map<String, String> arguments) {
        check(StartEnvironment.of(arguments, Map.of()));
    }

    private static void check(ConfigurableEnvironment environment) {
        CheckSettings.run(environment, CHANNELS);
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.copyOf(variables)));
        return environment;
    }
}
