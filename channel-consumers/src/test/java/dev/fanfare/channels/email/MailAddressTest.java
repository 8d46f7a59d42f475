package dev.fanfare.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.internet.AddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "ada.lovelace+x@sub.example.org",
                "a@localhost",
                "o'hara@example.org",
                "a_b-c@example.org"
            })
    void an_address_is_taken_as_it_is(String text) throws AddressException {
        assertThat(MailAddress.of(text).getAddress()).isEqualTo(text);
    }

    @Test
    void a_domain_of_other_letters_is_spelled_as_dns_does() throws AddressException {
        assertThat(MailAddress.of("ada@bücher.example").getAddress()).isEqualTo("ada@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@@example.org",
                "a b@example.org",
                "ada@example.org\r\nBcc: all@example.org",
                "Ada <ada@example.org>",
                "ada@example.org,alan@example.org",
                "friends: ada@example.org;",
                "<ada@example.org>",
                "ada@exa mple.org",
                "äda@example.org",
                "ada@example.org\u0000",
                "ada@example..org",
                "ada@-"
            })
    void what_is_more_or_less_than_one_address_is_none(String text) {
        assertThatExceptionOfType(AddressException.class).isThrownBy(() -> MailAddress.of(text));
    }

    @Test
    void nothing_longer_than_mail_allows() {
        assertThatExceptionOfType(AddressException.class)
                .isThrownBy(() -> MailAddress.of("a@" + "b.".repeat(130) + "org"));
    }
}
