package dev.fanfare.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitKeysTest {

    @TempDir
    Path folder;

    @Test
    void keys_are_random_for_their_owner_alone_and_never_written_over() throws IOException {
        Path file = folder.resolve(".env");
        String said = InitKeys.write(file);
        String first = Files.readString(file);
        assertThat(first)
                .containsPattern("(?m)^FANFARE_API_KEYS=me:send\\+read\\+operate\\+admin:[\\w-]{32}$")
                .containsPattern("(?m)^FANFARE_API_INTERNALKEY=[\\w-]{32}$");
        String secret = first.replaceAll("(?s).*FANFARE_KEY=([\\w-]{32}).*", "$1");
        assertThat(first).contains(":" + secret);
        assertThat(said).contains(file.toString()).doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> InitKeys.write(file))
                .isInstanceOf(WorkFailed.class)
                .hasMessageContaining("left as it is");
        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(first).isNotEqualTo(Files.readString(another()));
    }

    private Path another() {
        Path file = folder.resolve("another.env");
        InitKeys.write(file);
        return file;
    }
}
