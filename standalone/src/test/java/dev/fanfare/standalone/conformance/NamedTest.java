package dev.fanfare.standalone.conformance;

import java.util.List;

/// A test whose display name says which requirements it proves.
///
/// @param path of its file, from the project's root
/// @param apart whether it runs with `-Pchaos` or `-Pregistry` only
record NamedTest(String path, String type, String method, boolean apart, List<String> ids) {

    /// A link to it, from `docs`.
    String link() {
        return "[%s](../%s) %s%s".formatted(type, path, method.replace('_', ' '), apart ? " (chaos)" : "");
    }
}
