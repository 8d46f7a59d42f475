package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Recipient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrustGeneratedTest {

    /// In a JVM of its own, since any test before this one may have trusted them already.
    @Test
    void a_record_can_be_built_before_anything_else_is_done() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("\"id\": \"ada\"");
    }

    static final class Main {
        public static void main(String[] args) {
            System.out.println(Recipient.newBuilder().setId("ada").build());
        }
    }
}
