package dev.fanfare.standalone.system.ways;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// A block of code on a page, as its reader sees it; empty-named where it has no marker.
record Example(String language, String name, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: example=(\\S+))?\\n(.*?)^```$");

    static List<Example> on(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(block ->
                            new Example(block.group(1), Objects.requireNonNullElse(block.group(2), ""), block.group(3)))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
