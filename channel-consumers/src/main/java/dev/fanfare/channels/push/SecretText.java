package dev.fanfare.channels.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A secret of several lines: the text itself, or the file that holds it.
final class SecretText {

    private static final int LONGEST = 64 * 1024;

    private SecretText() {}

    /// @param beginning what the text itself begins with
    /// @throws IllegalArgumentException naming the setting, and not what it says
    static String of(String setting, String value, String beginning) {
        if (value.strip().startsWith(beginning)) {
            return value;
        }
        try {
            Path file = Path.of(value.strip());
            if (Files.size(file) <= LONGEST) {
                return Files.readString(file, StandardCharsets.UTF_8);
            }
        } catch (IOException | InvalidPathException unreadable) {
            // Told below, without what may be a secret.
        }
        throw new IllegalArgumentException(setting + ": must begin with " + beginning
                + ", or name a file that can be read and has at most 64 KiB");
    }
}
