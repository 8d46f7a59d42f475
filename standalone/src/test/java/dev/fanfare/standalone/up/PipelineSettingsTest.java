package dev.fanfare.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.settings.StartEnvironment;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineSettingsTest {

    @TempDir
    Path data;

    @Test
    @DisplayName("S3-22 the apps find one another and stay on loopback")
    void the_apps_find_one_another_and_stay_on_loopback() {
        var settings = new PipelineSettings(data, 9000, 0, null, null, Map.of("fanfare.email.smtp.host", "mail"));
        assertThat(AppArguments.of(settings, "127.0.0.1:5", AppKind.FANOUT, Map.of())
                        .commandLine())
                .contains(
                        "--server.address=127.0.0.1",
                        "--server.port=9001",
                        "--fanfare.advertised-url=http://127.0.0.1:9001",
                        "--fanfare.streams.url=http://127.0.0.1:9001",
                        "--fanfare.channels.url=http://127.0.0.1:9002",
                        "--fanfare.kafka.bootstrap-servers=127.0.0.1:5",
                        "--fanfare.registry.url=",
                        "--fanfare.state-dir=" + data.resolve("state"),
                        "--fanfare.email.smtp.host=mail");
    }

    @Test
    void private_webhooks_are_allowed_with_the_embedded_broker_only() {
        assertThat(AppArguments.defaults(settings(null), StartEnvironment.of(Map.of(), Map.of())))
                .containsEntry("fanfare.webhook.allow-private-addresses", true);
        assertThat(AppArguments.defaults(settings("kafka:9092"), StartEnvironment.of(Map.of(), Map.of())))
                .containsEntry("fanfare.webhook.allow-private-addresses", false);
    }

    @Test
    void who_needs_keys_at_the_front_door_needs_one_at_the_doors_behind_it() {
        Map<String, String> keys = Map.of("fanfare.api.keys", "a:send:0123456789abcdef");
        Object one = internalKey(keys);
        assertThat(String.valueOf(one)).hasSize(32);
        assertThat(internalKey(keys)).isNotEqualTo(one);
        assertThat(AppArguments.defaults(settings(null), StartEnvironment.of(Map.of(), Map.of())))
                .doesNotContainKey("fanfare.api.internal-key");
    }

    private @Nullable Object internalKey(Map<String, String> given) {
        return AppArguments.defaults(settings(null), StartEnvironment.of(given, Map.of()))
                .get("fanfare.api.internal-key");
    }

    @Test
    void data_belong_to_one_pipeline_at_a_time() {
        DataDirectory first = DataDirectory.take(data);
        assertThatThrownBy(() -> DataDirectory.take(data))
                .isInstanceOf(WorkFailed.class)
                .hasMessageContaining("another Fanfare works with the data in " + data);
        first.close();
        DataDirectory.take(data).close();
    }

    @Test
    void a_place_that_cannot_hold_data_is_named() throws IOException {
        Path notADirectory = Files.createFile(data.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.take(notADirectory))
                .isInstanceOf(WorkFailed.class)
                .hasMessageContaining("--data DIR");
    }

    @Test
    void a_taken_port_is_named_before_anything_starts() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new PipelineSettings(data.resolve("new"), taken.getLocalPort(), 0, null, null, Map.of());
            assertThatThrownBy(() -> Pipeline.start(settings, _ -> {}))
                    .isInstanceOf(WorkFailed.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--port N");
            assertThat(data.resolve("new")).doesNotExist();
        }
    }

    private PipelineSettings settings(@Nullable String kafka) {
        return new PipelineSettings(data, 8080, 0, kafka, URI.create("http://registry"), Map.of());
    }
}
