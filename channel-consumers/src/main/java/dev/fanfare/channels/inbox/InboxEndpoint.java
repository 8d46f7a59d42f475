package dev.fanfare.channels.inbox;

import dev.fanfare.channels.inbox.ReadInbox.Page;
import dev.fanfare.channels.inbox.ReadInbox.Wanted;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.schemas.door.PassOn;
import dev.fanfare.schemas.door.WrongParameter;
import dev.fanfare.schemas.running.Seldom;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;

/// `/v1/recipients/{id}/inbox`: answered here, or by the instance that has this person's part of the store.
@RestController
@RequestMapping("/v1/recipients/{id}/inbox")
public class InboxEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(InboxEndpoint.class);
    private static final int MOST = 500;

    private final Inbox inbox;
    private final ReadInbox read;
    private final WriteAction write;
    private final PassOn passOn;
    private final Seldom said = new Seldom(System::nanoTime);

    public InboxEndpoint(Inbox inbox, ReadInbox read, WriteAction write, PassOn passOn) {
        this.inbox = inbox;
        this.read = read;
        this.write = write;
        this.passOn = passOn;
    }

    /// Newest first; dismissed items only where they are asked for.
    @GetMapping
    ResponseEntity<?> list(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "false") boolean dismissed,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest call)
            throws Exception {
        if (limit < 1 || limit > MOST) {
            throw refused("limit: must be 1 to " + MOST + ", is " + limit);
        }
        String after = cursor == null
                ? null
                : Cursor.text(cursor).filter(InboxKeys::isPlace).orElseThrow(() -> refused("cursor: is none of ours"));
        return atOwner(id, call, () -> {
            Page page = read.list(id, new Wanted(unread, dismissed, type, after, limit));
            return ResponseEntity.ok(InboxJson.page(page.items(), page.next() == null ? null : Cursor.of(page.next())));
        });
    }

    @GetMapping("/unread")
    ResponseEntity<?> unread(@PathVariable String id, HttpServletRequest call) throws Exception {
        return atOwner(id, call, () -> ResponseEntity.ok(InboxJson.unread(read.unread(id))));
    }

    @PostMapping("/{delivery}/read")
    ResponseEntity<?> read(@PathVariable String id, @PathVariable String delivery, HttpServletRequest call)
            throws Exception {
        return atOwner(id, call, () -> act(InboxActionKind.READ, id, delivery));
    }

    @PostMapping("/{delivery}/dismiss")
    ResponseEntity<?> dismiss(@PathVariable String id, @PathVariable String delivery, HttpServletRequest call)
            throws Exception {
        return atOwner(id, call, () -> act(InboxActionKind.DISMISS, id, delivery));
    }

    @PostMapping("/read-all")
    ResponseEntity<?> readAll(@PathVariable String id, HttpServletRequest call) throws Exception {
        return atOwner(id, call, () -> {
            if (read.unread(id) > 0) {
                write.run(read, InboxActionKind.READ_ALL, id, "");
            }
            return ResponseEntity.noContent().build();
        });
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> away(InboxAway away) {
        if (away.getCause() != null && said.isDue()) {
            LOG.atInfo()
                    .addKeyValue("detail", away.getMessage())
                    .addKeyValue("why", away.getCause().toString())
                    .log("A query found no answer");
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(away.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unread(MethodArgumentTypeMismatchException wrong) {
        String detail = WrongParameter.inWords(wrong.getName(), wrong.getRequiredType(), wrong.getValue());
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail));
    }

    private ResponseEntity<?> act(InboxActionKind kind, String id, String delivery) throws InterruptedException {
        if (!read.has(id, delivery)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such item in this inbox");
        }
        write.run(read, kind, id, delivery);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<?> atOwner(String id, HttpServletRequest call, Callable<ResponseEntity<?>> here)
            throws Exception {
        if (!Ids.valid(id)) {
            throw refused("id: is no recipient id");
        }
        Optional<HostInfo> elsewhere = PassOn.done(call) ? Optional.empty() : inbox.owner(id);
        return elsewhere.isPresent() ? pass(call, elsewhere.get()) : here.call();
    }

    private ResponseEntity<?> pass(HttpServletRequest call, HostInfo owner) throws InterruptedException {
        try {
            PassOn.Answer answer = passOn.to(owner.host(), owner.port(), call);
            ResponseEntity.BodyBuilder back = ResponseEntity.status(answer.status());
            answer.headers().forEach(back::header);
            return back.body(answer.body());
        } catch (IOException away) {
            throw new InboxAway("the instance with this inbox does not answer", away);
        }
    }

    private static ResponseStatusException refused(String why) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
    }
}
