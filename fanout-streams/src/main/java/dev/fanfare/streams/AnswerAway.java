package dev.fanfare.streams;

import dev.fanfare.schemas.door.WrongParameter;
import dev.fanfare.schemas.running.Seldom;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// While stores move, a query is answered 503, and when to come again; a parameter that cannot be read 400, by its
/// name, and before the framework does so in its own words.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
final class AnswerAway {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerAway.class);
    private static final String SECONDS = "1";

    private final Seldom said = new Seldom(System::nanoTime);

    @ExceptionHandler(StreamsAway.class)
    ResponseEntity<ProblemDetail> away(StreamsAway away) {
        String detail = String.valueOf(away.getMessage());
        if (away.getCause() != null && said.isDue()) {
            LOG.atInfo()
                    .addKeyValue("detail", detail)
                    .addKeyValue("why", away.getCause().toString())
                    .log("A query found no answer");
        }
        return answer(detail);
    }

    @ExceptionHandler(InvalidStateStoreException.class)
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException moving) {
        return answer("a store moves just now");
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<ProblemDetail> unread(MethodArgumentTypeMismatchException wrong) {
        String detail = WrongParameter.inWords(wrong.getName(), wrong.getRequiredType(), wrong.getValue());
        return ResponseEntity.badRequest().body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail));
    }

    private static ResponseEntity<ProblemDetail> answer(String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }
}
