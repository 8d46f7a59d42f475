package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ToldDelivery;
import dev.fanfare.schemas.Unsubscribe;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The headers by which a mail is unsubscribed from, and by which its bounce is reported.
@Timeout(30)
class UnsubscribeTest {

    private static final String SECRET = "a secret of thirty-two characters";
    private static final Delivery ADA = Deliveries.email("ada");
    private static final Pattern LINK = Pattern.compile("List-Unsubscribe:\\s+<https://news.example.org/u/([^>]+)>");

    private final FakeSmtp smtp = new FakeSmtp();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void a_mail_says_how_to_get_no_more_of_its_type() {
        String mail = sent(ADA, "https://news.example.org/").replaceAll("\n\\s+", "");
        Matcher link = LINK.matcher(mail);

        assertThat(link.find()).as(mail).isTrue();
        assertThat(mail).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        assertThat(Unsubscribe.verified(link.group(1), SECRET)).contains(new Unsubscribe("ada", ADA.getType()));
        assertThat(Unsubscribe.verified(link.group(1), SECRET + "!")).isEmpty();
        assertThat(Unsubscribe.verified("x" + link.group(1), SECRET)).isEmpty();
    }

    @Test
    void its_words_say_so_as_well_where_they_have_a_place_for_it() {
        Delivery words = Delivery.newBuilder(ADA)
                .setBody("Stop: <" + Unsubscribe.PLACE + ">")
                .setHtml(null)
                .build();
        String link = "https://news.example.org/u/" + new Unsubscribe("ada", ADA.getType()).token(SECRET);
        String mail = sent(words, "https://news.example.org").replace("=\n", "").replace("=3D", "=");
        assertThat(mail).contains("Stop: <" + link + ">").doesNotContain(Unsubscribe.PLACE);

        Delivery mandatory = Delivery.newBuilder(words).setMandatory(true).build();
        assertThat(sent(mandatory, "https://news.example.org")).contains("Stop: <>");
    }

    @Test
    void what_is_mandatory_has_no_link_and_neither_has_a_door_without_https() {
        Delivery mandatory = Delivery.newBuilder(ADA).setMandatory(true).build();
        assertThat(sent(mandatory, "https://news.example.org")).doesNotContain("List-Unsubscribe");
        assertThat(sent(ADA, "http://news.example.org")).doesNotContain("List-Unsubscribe");
    }

    @Test
    void a_mail_bears_what_a_report_of_its_bounce_needs() {
        String mail = sent(ADA, "https://news.example.org").replaceAll("\n\\s+", "");
        Matcher receipt = Pattern.compile("X-Fanfare-Receipt: *(\\S+)").matcher(mail);
        assertThat(receipt.find()).as(mail).isTrue();
        assertThat(ToldDelivery.parse(receipt.group(1))).contains(ToldDelivery.of(ADA));
    }

    @Test
    void no_line_of_a_mail_is_too_long_for_smtp_whoever_it_is_for() {
        Delivery longWinded = Delivery.newBuilder(ADA)
                .setRecipient("荷".repeat(200))
                .setType("物".repeat(60))
                .build();
        String mail = sent(longWinded, "https://news.example.org");
        assertThat(mail.lines()).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(998));
        assertThat(mail).doesNotContain("List-Unsubscribe");
        Matcher receipt =
                Pattern.compile("X-Fanfare-Receipt: *(\\S+(\n \\S+)+)").matcher(mail);
        assertThat(receipt.find()).as(mail).isTrue();
        assertThat(ToldDelivery.parse(receipt.group(1).replace("\n", ""))).contains(ToldDelivery.of(longWinded));
    }

    private String sent(Delivery delivery, String door) {
        SmtpSettings server =
                new SmtpSettings("127.0.0.1", smtp.port(), "", "", "Fanfare <fanfare@example.com>", false);
        EmailSettings settings = new EmailSettings(SendSettings.DEFAULT, server, Optional.empty())
                .with(UnsubscribeLinks.of(URI.create(door), SECRET));
        try (Gateway gateway = new EmailGateway(settings, InstantSource.fixed(Deliveries.NOON))) {
            gateway.send(delivery);
        }
        return smtp.mails.getLast();
    }
}
