package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a mail server's replies come to, said by a server to the real client.
@Timeout(30)
class SmtpRepliesTest {

    private final FakeSmtp smtp = new FakeSmtp();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void encryption_that_is_offered_comes_before_any_word_of_a_mail() {
        smtp.reply("EHLO", "250-fake\r\n250-STARTTLS\r\n250 8BITMIME");
        smtp.reply("STARTTLS", "454 not just now");

        assertThat(send()).isInstanceOf(Answer.Deferred.class);

        assertThat(smtp.commands).contains("STARTTLS").noneMatch(command -> command.startsWith("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, ADDRESS",
        "RCPT, 551 not here, ADDRESS",
        "RCPT, 553 no such name, ADDRESS",
        "RCPT, 501 bad address, ADDRESS",
        "RCPT, 554 no thanks, ADDRESS",
        "DATA, 554 no valid recipients, REFUSED",
        "., 552 too big, REFUSED",
        "., 554 looks like spam, REFUSED",
        "., 550 5.7.1 policy, REFUSED",
    })
    void five_hundreds_about_the_person_or_the_mail_are_final(String verb, String reply, Category category) {
        smtp.reply(verb, reply);
        assertThat(send()).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.category()).isEqualTo(category);
            assertThat(rejected.why()).contains(reply);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO, 554 you are blocked, CONNECTION",
        "HELLO, 421 too many connections, CONNECTION",
        "MAIL, 550 sender unknown, PROVIDER",
        "MAIL, 530 authentication required, AUTHENTICATION",
        "MAIL, 552 no room, PROVIDER",
        "RCPT, 530 authentication required, AUTHENTICATION",
        "RCPT, 552 mailbox full, ADDRESS",
        "RCPT, 450 mailbox busy, ADDRESS",
        "RCPT, 451 try again, ADDRESS",
        "RCPT, 452 4.3.1 system full, PROVIDER",
        "RCPT, 421 closing, CONNECTION",
        "RCPT, 503 bad sequence, PROVIDER",
        "DATA, 454 later, PROVIDER",
        "., 451 try again, PROVIDER",
        "MAIL, 334 what word?, PROVIDER",
        "RCPT, 334 what word?, ADDRESS",
        "DATA, 250 as you like, PROVIDER",
        "., 334 what word?, PROVIDER",
    })
    void four_hundreds_and_what_is_about_us_may_pass(String verb, String reply, Category category) {
        smtp.reply(verb, reply);
        assertThat(send()).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                .isEqualTo(category));
    }

    @Test
    void a_mailbox_that_has_moved_and_is_forwarded_to_is_reached() {
        smtp.reply("RCPT", "251 will forward");
        assertThat(send()).isInstanceOf(Answer.Delivered.class);
        assertThat(smtp.mails).hasSize(1);
    }

    @Test
    void a_wrong_password_is_ours_to_mend_and_is_never_shown() {
        smtp.reply("AUTH", "535 5.7.8 wrong credentials");
        Answer answer;
        try (Gateway gateway = gateway("fanfare", "s3cret-passw0rd")) {
            answer = gateway.send(Deliveries.email("ada"));
        }
        assertThat(answer).isInstanceOfSatisfying(Answer.Deferred.class, deferred -> {
            assertThat(deferred.category()).isEqualTo(Category.AUTHENTICATION);
            assertThat(deferred.why()).doesNotContain("s3cret");
        });
    }

    @Test
    @DisplayName("S2-19 mails share a connection and one that was refused does not cost it")
    void mails_share_a_connection_and_one_that_was_refused_does_not_cost_it() {
        try (Gateway gateway = gateway("", "")) {
            gateway.send(Deliveries.email("ada"));
            smtp.reply("RCPT", "550 no such user");
            gateway.send(Deliveries.email("alan"));
            smtp.reply("RCPT", "250 ok");
            gateway.send(Deliveries.email("grace"));
        }
        assertThat(smtp.connected()).isEqualTo(1);
        assertThat(smtp.mails).hasSize(2);
    }

    @Test
    void a_kept_connection_that_the_server_wants_to_close_is_replaced_at_once() {
        try (Gateway gateway = gateway("", "")) {
            gateway.send(Deliveries.email("ada"));
            smtp.reply("MAIL", "421 idle for too long");
            Answer refused = gateway.send(Deliveries.email("alan"));
            assertThat(refused).isInstanceOf(Answer.Deferred.class);
            smtp.reply("MAIL", "250 ok");
            assertThat(gateway.send(Deliveries.email("alan"))).isInstanceOf(Answer.Delivered.class);
        }
    }

    private Answer send() {
        try (Gateway gateway = gateway("", "")) {
            return gateway.send(Deliveries.email("ada"));
        }
    }

    private Gateway gateway(String username, String password) {
        return new EmailGateway(
                new EmailSettings(
                        new SendSettings(10, Duration.ofSeconds(10), RetryPolicy.DEFAULT),
                        new SmtpSettings("127.0.0.1", smtp.port(), username, password, "fanfare@example.com", false),
                        Optional.empty()),
                InstantSource.fixed(Deliveries.NOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 no such user",
                "550-5.1.1 no such user\r\n550 5.1.1 ask the postmaster",
                "550 5.1.2 no such host",
                "551 5.1.6 has moved",
                "556 5.1.10 takes no mail"
            })
    void a_mailbox_that_is_not_there_is_gone(String reply) {
        smtp.reply("RCPT", reply);
        assertThat(send()).isInstanceOf(Answer.Gone.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"550 5.7.1 you are on a list", "550 no such user", "554 5.2.1 disabled", "550 5.1.8 bad sender"})
    void any_other_refusal_may_be_about_us(String reply) {
        smtp.reply("RCPT", reply);
        assertThat(send()).isInstanceOf(Answer.Rejected.class);
    }
}
