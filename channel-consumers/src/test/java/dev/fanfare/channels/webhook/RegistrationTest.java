package dev.fanfare.channels.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.breaker.Owners;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EndpointOwner;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.WebhookAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private static final String URL = "https://hooks.example.org/ada";
    private static final String ENDPOINT = Breakers.ofEndpoint(Channel.WEBHOOK, URL);
    private static final EndpointOwner ADA = Owners.of("ada", URL, List.of("whsec_1", "whsec_2"));

    @Test
    void the_same_profile_once_more_is_nothing_new_in_whatever_order_its_secrets_stand() {
        assertThat(isAnew(ADA, "ada", hook(URL, "whsec_1", "whsec_2"))).isFalse();
        assertThat(isAnew(ADA, "ada", hook(URL, "whsec_2", "whsec_1"))).isFalse();
    }

    @Test
    void another_secret_is() {
        assertThat(isAnew(ADA, "ada", hook(URL, "whsec_3"))).isTrue();
    }

    @Test
    void who_takes_it_out_or_goes_may_put_it_in_again() {
        assertThat(isAnew(ADA, "ada", hook("https://hooks.example.org/other", "whsec_1")))
                .isTrue();
        assertThat(isAnew(ADA, "ada")).isTrue();
        assertThat(Registration.isAnew(ENDPOINT, ADA, "ada", null)).isTrue();
    }

    @Test
    void what_others_register_says_nothing_of_it() {
        assertThat(isAnew(ADA, "alan", hook(URL, "whsec_3"))).isFalse();
        assertThat(isAnew(ADA, "alan")).isFalse();
        assertThat(Registration.isAnew(ENDPOINT, ADA, "alan", null)).isFalse();
    }

    @Test
    void of_an_endpoint_whose_owner_is_not_known_each_registration_is() {
        assertThat(isAnew(null, "ada", hook(URL, "whsec_1"))).isTrue();
        assertThat(isAnew(null, "ada")).isFalse();
    }

    private static boolean isAnew(@Nullable EndpointOwner owner, String id, WebhookAddress... hooks) {
        Recipient recipient = new Recipient();
        recipient.setId(id);
        recipient.setWebhook(Stream.of(hooks).toList());
        return Registration.isAnew(ENDPOINT, owner, id, recipient);
    }

    private static WebhookAddress hook(String url, String... secrets) {
        return new WebhookAddress(url, List.of(secrets));
    }
}
