package dev.fanfare.schemas;

import java.util.regex.Pattern;

/// What others said of a failure, as it may be shown to everybody: what is one delivery's alone (addresses, numbers,
/// paths of URLs) is left out, so that many have the same words, and nothing of a person or a secret stays. Of an
/// endpoint's answer its status alone is left, since the rest may repeat its secret path.
public final class CommonWords {

    private static final int LONGEST = 160;
    private static final int LOOKED_AT = 500;
    private static final Pattern BODY = Pattern.compile("(HTTP \\d{3}[^:]{0,50}):.*");
    private static final Pattern URL = Pattern.compile("(?<scheme>https?)://(?:[^\\s/@]*@)?(?<host>[^\\s/?#]*)\\S*");
    /// From a word's beginning only, so that no text takes longer than its length.
    private static final Pattern ADDRESS = Pattern.compile("(?<![^\\s<>\"'(),;:])[^\\s<>\"'(),;:@]+@[^\\s<>\"'(),;:]+");

    /// Not the five digits of a provider's code.
    private static final Pattern ID =
            Pattern.compile("\\+?\\d{6,}+|(?<![\\w=+-])(?=[A-Za-z_=+-]{0,100}\\d)[\\w=+-]{20,}+");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private CommonWords() {}

    /// On one line, of at most 160 characters.
    public static String of(String text) {
        String first = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        String line = BREAKS.matcher(first).replaceAll(" ").strip();
        String status = BODY.matcher(line).replaceFirst("$1");
        String hosts = URL.matcher(status).replaceAll("${scheme}://${host}/…");
        String same = ID.matcher(ADDRESS.matcher(hosts).replaceAll("…@…")).replaceAll("…");
        return same.length() > LONGEST ? same.substring(0, LONGEST - 1) + "…" : same;
    }
}
