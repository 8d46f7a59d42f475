package dev.fanfare.channels.live;

import dev.fanfare.schemas.Names;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/// Writes server-sent events, each on the wire at once.
final class WriteEvents {

    private final OutputStream out;

    private WriteEvents(OutputStream out) {
        this.out = out;
    }

    static WriteEvents to(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.flushBuffer();
        return new WriteEvents(response.getOutputStream());
    }

    void frame(Frame frame) throws IOException {
        out.write(("id: " + frame.id() + "\nevent: " + frame.event() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(frame.json());
        write("\n\n");
    }

    /// An id alone is no event, but the one that the reader comes back with.
    void heartbeat(long place) throws IOException {
        write(":\nid: " + place + "\n\n");
    }

    /// The last event, without an id of its own.
    void end(OpenStream.End why) throws IOException {
        write("event: end\ndata: {\"event\":\"end\",\"reason\":\"" + Names.of(why) + "\"}\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
