package dev.fanfare.schemas.running;

import dev.fanfare.schemas.serde.Codecs;

/// Whether the schema registry answers; the one in a topic always does.
public record AskRegistry(Codecs codecs) {

    public Standing run() {
        return codecs.registryAnswers()
                ? Standing.up("kind", codecs.registryKind())
                : Standing.down("the schema registry does not answer");
    }
}
