package dev.fanfare.producer.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/// The body of a call: whole within a bound, or line by line.
public final class Body {

    private Body() {}

    /// All of it; 413 where it has more than `most` bytes.
    public static byte[] whole(ServerRequest call, int most) throws IOException {
        HttpServletRequest request = call.servletRequest();
        if (encoding(request) != null) {
            throw Refused.because(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "this call takes no Content-Encoding");
        }
        byte[] body = request.getContentLengthLong() > most
                ? null
                : request.getInputStream().readNBytes(most + 1);
        if (body == null || body.length > most) {
            throw Refused.because(HttpStatus.CONTENT_TOO_LARGE, "the body has more than " + most + " bytes");
        }
        return body;
    }

    /// Line by line, as it comes in, unpacked where it is gzip; each line has at most `most` bytes.
    public static Lines lines(ServerRequest call, int most) throws IOException {
        HttpServletRequest request = call.servletRequest();
        String encoding = encoding(request);
        if (encoding == null) {
            return new Lines(request.getInputStream(), most);
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw Refused.because(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding: only gzip is taken");
        }
        return new Lines(Gunzip.bounded(request.getInputStream()), most);
    }

    private static @Nullable String encoding(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")
                ? null
                : encoding.strip();
    }
}
