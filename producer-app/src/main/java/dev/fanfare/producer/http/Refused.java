package dev.fanfare.producer.http;

import org.springframework.http.HttpStatus;

/// Ends the work on one call, or on one of many, with a problem for the caller; costs no stack trace.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String FIELD = "field";
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /// 400: what `field` says cannot be.
    public static Refused invalid(String field, String why) {
        return about(HttpStatus.BAD_REQUEST, field, why);
    }

    /// 422: well said, but it does not go together with what is there.
    public static Refused unfit(String field, String why) {
        return about(HttpStatus.UNPROCESSABLE_CONTENT, field, why);
    }

    public static Refused about(HttpStatus status, String field, String why) {
        return new Refused(new Problem(status, field + ": " + why).with(FIELD, field));
    }

    public static Refused because(HttpStatus status, String why) {
        return new Refused(new Problem(status, why));
    }

    /// 503: the same call may go through in a second.
    public static Refused away(String why) {
        return new Refused(new Problem(HttpStatus.SERVICE_UNAVAILABLE, why).header("Retry-After", "1"));
    }

    public Problem problem() {
        return problem;
    }
}
