package dev.fanfare.producer.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/// A reader of server-sent events.
final class WriteEvents implements Reader {

    private final OutputStream out;

    private WriteEvents(OutputStream out) {
        this.out = out;
    }

    static WriteEvents to(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("X-Accel-Buffering", "no"); // a proxy in between would keep what it is told
        WriteEvents events = new WriteEvents(response.getOutputStream());
        events.write("retry: 1000\n\n");
        return events;
    }

    @Override
    public void tell(Told told) throws Left {
        String id = told.id().isEmpty() ? "" : "id: " + told.id() + "\n";
        try {
            write(
                    told.isEvent()
                            ? id + "event: " + told.event() + "\ndata: " + told.data() + "\n\n"
                            : ":\n" + id + "\n");
        } catch (IOException gone) {
            throw new Left(gone);
        }
    }

    @Override
    public void end(String reason) {
        try {
            tell(new Told("", Told.END, "{\"event\":\"end\",\"reason\":\"" + reason + "\"}"));
        } catch (Left left) {
            // then nobody is left to hear it
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
