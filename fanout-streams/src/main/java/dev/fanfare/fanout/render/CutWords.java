package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Said;

/// The beginning of a delivery's words, which is kept to show what was said.
public final class CutWords {

    /// Characters of a title and of a text; a mail's text is seldom read further in a trail.
    private static final int TITLE = 200;

    private static final int TEXT = 500;

    private CutWords() {}

    public static Said of(String title, String text) {
        return new Said(cut(title, TITLE), cut(text, TEXT), 1);
    }

    /// Never through the middle of a character.
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
