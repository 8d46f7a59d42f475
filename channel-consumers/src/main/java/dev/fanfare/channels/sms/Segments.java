package dev.fanfare.channels.sms;

/// How many messages of a phone network a text takes: GSM 7-bit where its alphabet has every character, else UCS-2
/// (3GPP TS 23.038 and 23.040).
///
/// @param count 0 for an empty text
/// @param gsm whether it fits the GSM 7-bit alphabet
public record Segments(int count, boolean gsm) {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /// Behind an escape: each takes two places.
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private static final int GSM_ALONE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS2_ALONE = 70;
    private static final int UCS2_PART = 67;

    public static Segments of(String text) {
        boolean gsm = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0);
        return gsm
                ? new Segments(count(text, GSM_ALONE, GSM_PART, true), true)
                : new Segments(count(text, UCS2_ALONE, UCS2_PART, false), false);
    }

    /// A character of two places is never cut in two: it goes to the next part.
    private static int count(String text, int alone, int part, boolean gsm) {
        int whole = text.codePoints().map(c -> places(c, gsm)).sum();
        if (whole <= alone) {
            return whole == 0 ? 0 : 1;
        }
        int parts = 1;
        int used = 0;
        for (int places : text.codePoints().map(c -> places(c, gsm)).toArray()) {
            if (used + places > part) {
                parts++;
                used = 0;
            }
            used += places;
        }
        return parts;
    }

    private static int places(int character, boolean gsm) {
        return gsm ? EXTENSION.indexOf(character) >= 0 ? 2 : 1 : Character.charCount(character);
    }

    /// For people: `2 segments (UCS-2)`.
    @Override
    public String toString() {
        return count + (count == 1 ? " segment" : " segments") + (gsm ? " (GSM 7-bit)" : " (UCS-2)");
    }
}
