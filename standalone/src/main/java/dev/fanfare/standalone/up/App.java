package dev.fanfare.standalone.up;

import java.net.URI;
import java.util.Map;

/// One app about to be started.
///
/// @param url where it listens, as this machine reaches it
/// @param defaults what the environment may say otherwise
/// @param arguments what nothing says otherwise
record App(AppKind kind, URI url, Map<String, Object> defaults, Map<String, String> arguments) {

    String name() {
        return kind.words;
    }

    String[] commandLine() {
        return arguments.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new);
    }
}
