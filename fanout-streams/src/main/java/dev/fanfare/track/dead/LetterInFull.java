package dev.fanfare.track.dead;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fanfare.schemas.BuriedHeader;
import dev.fanfare.schemas.BuriedRecord;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Names;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dead letter with its words: what would be sent, or what was buried.
record LetterInFull(
        @JsonUnwrapped LetterView view,
        @Nullable Words words,
        @Nullable Buried buried) {

    private static final int VALUE_MOST = 64 * 1024;

    /// @param address masked where it is a push token
    record Words(
            String address,
            String locale,
            String priority,
            String lane,
            String title,
            String body,
            @Nullable String html,
            @Nullable String url,
            @Nullable String data,
            Instant acceptedAt,
            @Nullable Instant expiresAt,
            @Nullable String firstFailure) {}

    /// Only of what came as an event is shown what it holds: other records may hold a person's words, and secrets.
    ///
    /// @param value the first 64 KiB, as text where it is text
    /// @param base64 instead of `value` where it is not
    /// @param bytes how long the whole value is
    record Buried(
            Map<String, String> headers,
            @Nullable String key,
            @Nullable String value,
            @Nullable String base64,
            int bytes) {}

    static LetterInFull of(Letter letter, DeadLetter dead) {
        Delivery delivery = dead.getDelivery();
        return new LetterInFull(
                view(letter),
                new Words(
                        delivery.getChannel() == Channel.PUSH ? "***" : delivery.getAddress(),
                        delivery.getLocale(),
                        Names.of(delivery.getPriority()),
                        Names.of(delivery.getLane()),
                        delivery.getTitle(),
                        delivery.getBody(),
                        delivery.getHtml(),
                        delivery.getUrl(),
                        delivery.getData(),
                        delivery.getAcceptedAt(),
                        delivery.getExpiresAt(),
                        dead.getFirstFailure()),
                null);
    }

    /// @param isShown whether it came as an event
    static LetterInFull of(Letter letter, BuriedRecord buried, boolean isShown) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (BuriedHeader header : buried.getHeaders()) {
            String text = text(header.getValue());
            headers.put(header.getName(), text == null ? base64(header.getValue()) : text);
        }
        ByteBuffer whole = buried.getValue();
        ByteBuffer value = whole.slice(whole.position(), Math.min(whole.remaining(), VALUE_MOST));
        String text = isShown ? text(value) : null;
        ByteBuffer key = isShown ? buried.getKey() : null;
        return new LetterInFull(
                view(letter),
                null,
                new Buried(
                        headers,
                        key == null ? null : text(key),
                        text,
                        isShown && text == null ? base64(value) : null,
                        whole.remaining()));
    }

    private static LetterView view(Letter letter) {
        return LetterView.of(new LetterRow(LetterKeys.place(letter.at(), letter.id()), letter.head()));
    }

    private static @Nullable String text(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString();
            return text.chars().anyMatch(character -> character < ' ' && !Character.isWhitespace(character))
                    ? null
                    : text;
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    private static String base64(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII
                .decode(Base64.getEncoder().encode(bytes.duplicate()))
                .toString();
    }
}
