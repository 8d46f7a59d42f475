package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.PushAddress;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.WebhookAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the parts of a [PackedProfile], one behind the other.
final class ProfileReader {
    private final byte[] bytes;
    private int at;

    ProfileReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int number() {
        int number = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            number |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }

    byte[] block() {
        int length = number();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() {
        int length = number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    @Nullable
    String optional() {
        return bytes[at++] == 0 ? null : text();
    }

    <T> List<T> list(Supplier<T> each) {
        int count = number();
        if (count == 1) {
            return List.of(each.get());
        }
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(each.get());
        }
        return all;
    }

    PushAddress push() {
        return new PushAddress(text(), text(), optional(), optional());
    }

    WebhookAddress webhook() {
        return new WebhookAddress(text(), list(this::text));
    }

    Preferences preferences(String id) {
        List<String> mute = list(this::text);
        String quietFrom = optional();
        return new Preferences(id, mute, quietFrom == null ? null : new QuietHours(quietFrom, text()));
    }
}
