package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fanfare.schemas.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private static final List<String> KNOWN = List.of("first", "second", "third");

    @Test
    void all_that_are_known_are_asked_in_their_order_where_nothing_is_said() {
        assertThat(chosen()).isEqualTo(KNOWN);
    }

    @Test
    void what_is_said_is_the_order() {
        assertThat(chosen("third", " first")).containsExactly("third", "first");
    }

    @Test
    void a_name_that_nobody_has_and_one_that_comes_twice_are_refused_with_the_setting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen("first", "fourth"))
                .withMessage("fanfare.sms.providers: must name some of [first, second, third], each once,"
                        + " is [first, fourth]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen("first", "first"))
                .withMessageContaining("each once");
    }

    @Test
    void only_those_that_have_a_way_to_the_address_are_asked() {
        Gateway none = new Other("none", false);
        Gateway one = new Other("one", true);
        assertThat(Providers.of(none, one).thatTake(Deliveries.email("ada"))).containsExactly(one);
    }

    @Test
    void two_of_one_name_could_not_be_told_apart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Providers.of(new Other("one", true), new Other("one", false)));
        assertThatIllegalArgumentException().isThrownBy(Providers::of);
    }

    private static List<String> chosen(String... asked) {
        return Providers.chosen("fanfare.sms.providers", List.of(asked), KNOWN);
    }

    private record Other(String provider, boolean able) implements Gateway {

        @Override
        public Answer send(Delivery delivery) {
            return new Answer.Delivered("");
        }

        @Override
        public boolean takes(Delivery delivery) {
            return able;
        }
    }
}
