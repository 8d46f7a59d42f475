package dev.fanfare.producer.fakes;

import static org.assertj.core.api.Assertions.assertThat;

/// What tables of wrong input check.
public final class Cases {

    private Cases() {}

    /// The answer has this status and names this field, in its members and in its words.
    public static void refused(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.json().path("detail").asString()).startsWith(field);
    }
}
