package dev.fanfare.fanout.render;

import com.samskivert.mustache.Escapers;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that was rendered once for an event, with a mark in the place of each name of a person: a person's words are
/// the pieces between the marks with the names put in.
///
/// A mark holds what nobody outside can know, and a `<`, which shows whether the text escapes what it brings in there.
final class SplicedText {

    private static final String OPEN = "\uE000" + UUID.randomUUID();
    private static final String CLOSE = "\uE001";
    private static final Pattern MARK = Pattern.compile(OPEN + "([0-9]+)(<|&lt;)" + CLOSE);
    private static final PersonalName[] NAMES = PersonalName.values();

    private final List<Piece> pieces;
    private final String end;

    /// Some text, and the name behind it.
    private record Piece(String text, PersonalName name, boolean escaped) {}

    private SplicedText(List<Piece> pieces, String end) {
        this.pieces = pieces;
        this.end = end;
    }

    /// The text with these values of the event; nothing where it does more with the person than to write names down, or
    /// cannot be rendered with the marks.
    static Optional<SplicedText> of(MustacheText text, Map<String, Object> values) {
        if (!text.onlyWritesNames()) {
            return Optional.empty();
        }
        try {
            return Optional.of(cut(text.render(marked(values))));
        } catch (RenderException tooMuchWithMarks) {
            return Optional.empty();
        }
    }

    /// This person's words.
    ///
    /// @throws RenderException where they are larger than a delivery may be
    String render(Recipient person) {
        if (pieces.isEmpty()) {
            return end;
        }
        BoundedWriter words = new BoundedWriter(Sizes.DELIVERY);
        for (Piece piece : pieces) {
            words.append(piece.text);
            String name = piece.name.of(person);
            if (name != null) {
                words.append(piece.escaped ? Escapers.HTML.escape(name) : name);
            }
        }
        return words.append(end).toString();
    }

    private static Map<String, Object> marked(Map<String, Object> values) {
        return Values.with(values, name -> OPEN + name.ordinal() + "<" + CLOSE);
    }

    private static SplicedText cut(String rendered) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (Matcher mark = MARK.matcher(rendered); mark.find(); from = mark.end()) {
            PersonalName name = NAMES[Integer.parseInt(mark.group(1))];
            boolean escaped = !mark.group(2).equals("<");
            pieces.add(new Piece(rendered.substring(from, mark.start()), name, escaped));
        }
        return new SplicedText(pieces, rendered.substring(from));
    }
}
