package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider.Mood;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where all mails go to one mailbox, its answers are not the people's.
@Timeout(30)
class RedirectTest {

    private final FakeSmtp smtp = new FakeSmtp();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void a_mailbox_of_staging_that_does_not_exist_closes_nobodys_address() {
        smtp.mood(Mood.UNKNOWN_ADDRESS);

        assertThat(sent("")).isInstanceOf(Answer.Gone.class);
        assertThat(sent("staging@example.org")).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.category()).isEqualTo(Category.ADDRESS);
            assertThat(rejected.why()).contains("5.1.1");
        });
        assertThat(smtp.commands).anyMatch(command -> command.contains("<staging@example.org>"));
    }

    private Answer sent(String redirect) {
        SmtpSettings server =
                new SmtpSettings("127.0.0.1", smtp.port(), "", "", "Fanfare <fanfare@example.com>", false);
        EmailSettings settings = EmailSettings.of(SendSettings.DEFAULT, server, redirect);
        try (Gateway gateway = new EmailGateway(settings, InstantSource.fixed(Deliveries.NOON))) {
            return gateway.send(Deliveries.email("ada"));
        }
    }
}
