package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fanfare.channels.delivery.SendSettings;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {

    @Test
    void what_is_wrong_is_named() {
        refused("fanfare.email.smtp.host", () -> smtp(" ", 25, "", "", "a@b"));
        refused("fanfare.email.smtp.port: must be 1 to 65535, is 0", () -> smtp("h", 0, "", "", "a@b"));
        refused("fanfare.email.smtp.password", () -> smtp("h", 25, "user", "", "a@b"));
        refused("fanfare.email.smtp.from: is no mail address", () -> smtp("h", 25, "", "", "nobody"));
        refused("fanfare.email.smtp.from", () -> smtp("h", 25, "", "", "A\r\nBcc: x@y <a@b>"));
        refused(
                "fanfare.redirect.email",
                () -> EmailSettings.of(SendSettings.DEFAULT, smtp("h", 25, "", "", "a@b"), "nobody"));
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(smtp("h", 25, "user", "s3cret", "a@b"))
                .asString()
                .contains("user")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "25, '', -, false",
                "25, '', false, false",
                "25, '', true, true",
                "587, user, -, true",
                "587, user, false, false",
                "465, user, -, false"
            })
    void encryption_is_used_wherever_it_is_offered(
            int port, String username, @Nullable Boolean starttls, boolean required) {
        Properties session = new SmtpSettings("h", port, username, username.isEmpty() ? "" : "s3cret", "a@b", starttls)
                .session(Duration.ofSeconds(1));

        assertThat(session)
                .containsEntry("mail.smtp.starttls.enable", "true")
                .containsEntry("mail.smtp.starttls.required", String.valueOf(required))
                .containsEntry("mail.smtp.ssl.enable", String.valueOf(port == 465));
    }

    private static SmtpSettings smtp(String host, int port, String username, String password, String from) {
        return new SmtpSettings(host, port, username, password, from, false);
    }

    private static void refused(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable settings) {
        assertThatIllegalArgumentException().isThrownBy(settings).withMessageContaining(message);
    }
}
