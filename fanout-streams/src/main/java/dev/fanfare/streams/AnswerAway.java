package dev.fanfare.streams;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// While stores move, a query is answered 503, and when to come again.
@RestControllerAdvice
final class AnswerAway {

    private static final String SECONDS = "1";

    @ExceptionHandler(StreamsAway.class)
    ResponseEntity<ProblemDetail> away(StreamsAway away) {
        return answer(String.valueOf(away.getMessage()));
    }

    @ExceptionHandler(InvalidStateStoreException.class)
    ResponseEntity<ProblemDetail> moving(InvalidStateStoreException moving) {
        return answer("a store moves just now");
    }

    private static ResponseEntity<ProblemDetail> answer(String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }
}
