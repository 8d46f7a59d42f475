package dev.fanfare.producer.versions;

import dev.fanfare.producer.http.Refused;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/// `If-Match` and `If-None-Match` of a change.
record Condition(@Nullable String match, @Nullable String noneMatch) {

    static final Condition NONE = new Condition(null, null);

    static Condition of(ServerRequest call) {
        return new Condition(
                call.headers().firstHeader("If-Match"), call.headers().firstHeader("If-None-Match"));
    }

    static String etag(long version) {
        return "\"" + version + "\"";
    }

    /// Refuses with 412 where the version is another.
    ///
    /// @param version 0 where there is none
    void require(long version) {
        boolean fits = (match == null || names(match, version)) && (noneMatch == null || !names(noneMatch, version));
        if (!fits) {
            throw Refused.because(
                    HttpStatus.PRECONDITION_FAILED,
                    version == 0 ? "there is none yet" : "the version is now " + etag(version));
        }
    }

    private static boolean names(String header, long version) {
        return version > 0
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag(version)));
    }
}
