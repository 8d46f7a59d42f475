package dev.fanfare.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What counts as a proof, and what does not.
class ReadingProofsTest {

    @Test
    void a_cell_may_hold_commas_and_quotes() {
        Requirement row = only("S0-01,N,\"One, and \"\"two\"\"\",bench: of 1,000"
                .replace("bench: of 1,000", "\"bench: of 1,000; README.md#start\""));
        assertThat(row.title()).isEqualTo("One, and \"two\"");
        assertThat(row.proofs()).containsExactly(new Proof.Measured("of 1,000"), new Proof.Page("README.md", "start"));
    }

    @Test
    void a_line_that_is_too_short_is_named() {
        assertThatThrownBy(() -> only("S0-01,N")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> only("S9-01,N,x,README.md")).hasMessageContaining("S9-01");
        assertThatThrownBy(() -> only("S0-01,Q,x,README.md")).hasMessageContaining("kind");
    }

    @Test
    void a_page_alone_proves_no_feature_and_no_mended_fault() {
        assertThat(only("S0-01,O,x,README.md").isProven(false)).isTrue();
        assertThat(only("S0-01,N,x,").isProven(false)).isFalse();
        for (String kind : List.of("F", "E", "X")) {
            assertThat(only("S0-01," + kind + ",x,README.md").isProven(false)).isFalse();
            assertThat(only("S0-01," + kind + ",x,").isProven(true)).isTrue();
            assertThat(only("S0-01," + kind + ",x,open: is being built").isProven(false))
                    .isTrue();
        }
    }

    @Test
    void a_name_belongs_to_the_test_that_follows_it() {
        String source = """
                class SomeTest {
                    @Test
                    @DisplayName("S0-01, S0-02: one")
                    void one() {
                    }

                    @Test
                    void none() {
                    }

                    @DisplayName("S0-03 no test")
                    void no_test() {
                    }

                    @Tag("chaos")
                    @Test
                    @DisplayName(
                            "S0-04 wrapped")
                    void wrapped() {
                    }
                }
                """;
        assertThat(TestsById.in(source, "a/SomeTest.java"))
                .containsExactly(
                        new NamedTest("a/SomeTest.java", "SomeTest", "one", false, List.of("S0-01", "S0-02")),
                        new NamedTest("a/SomeTest.java", "SomeTest", "wrapped", true, List.of("S0-04")));
    }

    @Test
    void what_is_switched_off_proves_nothing() {
        String source = """
                class SomeTest {
                    @Test
                    @Disabled("for now")
                    @DisplayName("S0-01: off")
                    void off() {
                    }

                    @Test
                    @DisplayName("S0-02: on")
                    void on() {
                    }
                }
                """;
        assertThat(TestsById.in(source, "a/SomeTest.java"))
                .extracting(NamedTest::method)
                .containsExactly("on");
        assertThat(TestsById.in("@Disabled\n" + source, "a/SomeTest.java")).isEmpty();
    }

    @Test
    void a_heading_has_the_anchor_that_links_use() {
        assertThat(Pages.anchor("## What to look at first")).isEqualTo("what-to-look-at-first");
        assertThat(Pages.anchor("# Mail (email)")).isEqualTo("mail-email");
    }

    @Test
    void what_is_not_there_is_no_proof() {
        Pages pages = new Pages(Path.of(".."));
        assertThat(pages.fault(new Proof.Page("README.md", "start"))).isEmpty();
        assertThat(pages.fault(new Proof.Page("README.md", "no-such-heading"))).isPresent();
        assertThat(pages.fault(new Proof.Page("docs/no-such-page.md", ""))).isPresent();
        assertThat(pages.measured(new Proof.Measured("no such line"))).isEmpty();
    }

    private static Requirement only(String line) {
        return ReadRequirements.of(List.of("id,kind,title,proofs", line)).getFirst();
    }
}
