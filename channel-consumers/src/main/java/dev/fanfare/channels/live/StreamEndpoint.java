package dev.fanfare.channels.live;

import dev.fanfare.channels.live.OpenStream.Next;
import dev.fanfare.channels.live.Streams.Opened;
import dev.fanfare.schemas.Ids;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `/v1/recipients/{id}/stream`: server-sent events, by any instance for anybody.
@RestController
public final class StreamEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Streams streams;
    private final TailLive tail;
    private final Duration heartbeat;

    public StreamEndpoint(Streams streams, TailLive tail, Duration heartbeat) {
        this.streams = streams;
        this.tail = tail;
        this.heartbeat = heartbeat;
    }

    /// A stream that is not served just now; trying again is right.
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final HttpStatus status;

        Refused(HttpStatus status, String why) {
            super(why);
            this.status = status;
        }
    }

    @GetMapping("/v1/recipients/{id}/stream")
    void stream(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(value = "Last-Event-ID", required = false) @Nullable String lastSeen,
            HttpServletResponse response)
            throws InterruptedException {
        if (!Ids.valid(id)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "id: is no recipient id");
        }
        Seen seen = Seen.of(lastSeen, after);
        OpenStream stream =
                switch (streams.open(id)) {
                    case Opened.Open(var open) -> open;
                    case Opened.TooMany(int most) ->
                        throw new Refused(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "this person has " + most + " streams open here, and may have no more");
                    case Opened.Full() ->
                        throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "no more streams can be opened here");
                };
        try {
            tail.add(stream, seen.place());
            if (!stream.awaitBegun(PATIENCE)) {
                throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer");
            }
            tell(stream, response);
        } finally {
            streams.close(stream);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        return ResponseEntity.status(refused.status)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(refused.status, String.valueOf(refused.getMessage())));
    }

    /// Until it ends, or its reader goes away.
    private void tell(OpenStream stream, HttpServletResponse response) throws InterruptedException {
        try {
            WriteEvents out = WriteEvents.to(response);
            while (true) {
                switch (stream.next(heartbeat)) {
                    case Next.Tell(var frame) -> out.frame(frame);
                    case Next.Nothing(long place) -> out.heartbeat(place);
                    case Next.Ended(var why) -> {
                        out.end(why);
                        return;
                    }
                }
            }
        } catch (IOException readerLeft) {
            stream.end(OpenStream.End.LEFT);
        }
    }
}
