package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.WebhookAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the parts of a [PackedProfile].
final class ProfileWriter {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    void number(int number) {
        int rest = number;
        while (rest > 0x7f) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    void block(byte[] block) {
        number(block.length);
        bytes.writeBytes(block);
    }

    void text(String text) {
        block(text.getBytes(StandardCharsets.UTF_8));
    }

    void textIfAny(@Nullable String text) {
        if (text != null) {
            text(text);
        }
    }

    /// One byte says whether there is one.
    void optional(@Nullable String text) {
        bytes.write(text == null ? 0 : 1);
        textIfAny(text);
    }

    <T> void list(List<T> all, Consumer<T> each) {
        number(all.size());
        all.forEach(each);
    }

    <T> void listIfAny(List<T> all, Consumer<T> each) {
        if (!all.isEmpty()) {
            list(all, each);
        }
    }

    void push(PushAddress push) {
        text(push.getProvider());
        text(push.getToken());
        optional(push.getP256dh());
        optional(push.getAuth());
    }

    void webhook(WebhookAddress webhook) {
        text(webhook.getUrl());
        list(webhook.getSecrets(), this::text);
    }

    void preferences(Preferences preferences) {
        list(preferences.getMute(), this::text);
        QuietHours quiet = preferences.getQuiet();
        optional(quiet == null ? null : quiet.getFrom());
        textIfAny(quiet == null ? null : quiet.getTo());
    }
}
