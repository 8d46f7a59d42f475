package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fanfare.channels.delivery.SendSettings;
import org.junit.jupiter.api.Test;

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

    private static SmtpSettings smtp(String host, int port, String username, String password, String from) {
        return new SmtpSettings(host, port, username, password, from, false);
    }

    private static void refused(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable settings) {
        assertThatIllegalArgumentException().isThrownBy(settings).withMessageContaining(message);
    }
}
