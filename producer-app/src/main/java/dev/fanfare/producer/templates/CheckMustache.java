package dev.fanfare.producer.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/// Refuses what is no Mustache, and of Mustache what reaches outside of the text: partials, parents, blocks, other
/// delimiters.
public final class CheckMustache {

    /// Sections within one another.
    static final int DEPTH = 32;

    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([#^/>=<$!&{]?)");
    private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(false);

    private CheckMustache() {}

    /// Refuses `text` with 422, naming `field` and the line.
    public static void check(String field, String text) {
        checkTags(field, text);
        try {
            COMPILER.compile(text);
        } catch (MustacheException broken) {
            throw wrong(field, line(broken), String.valueOf(broken.getMessage()));
        }
    }

    private static void checkTags(String field, String text) {
        int depth = 0;
        for (Matcher tag = TAG.matcher(text); tag.find(); ) {
            if (text.indexOf("}}", tag.end()) < 0) {
                throw wrong(field, line(text, tag.start()), "a tag is not closed");
            }
            switch (tag.group(1)) {
                case "#", "^" -> depth++;
                case "/" -> depth--;
                case ">", "<", "$" ->
                    throw wrong(field, line(text, tag.start()), "partials, parents and blocks are not taken");
                case "=" -> throw wrong(field, line(text, tag.start()), "other delimiters are not taken");
                default -> {}
            }
            if (depth > DEPTH) {
                throw wrong(field, line(text, tag.start()), "more than " + DEPTH + " sections within one another");
            }
        }
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static int line(MustacheException broken) {
        Matcher line = Pattern.compile("line (\\d+)").matcher(String.valueOf(broken.getMessage()));
        return line.find() ? Integer.parseInt(line.group(1)) : 1;
    }

    private static Refused wrong(String field, int line, String why) {
        return new Refused(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, field + ", line " + line + ": " + why)
                .with("field", field)
                .with("line", line));
    }
}
