package dev.fanfare.standalone.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.fanfare.producer.keys.ApiKeys;
import dev.fanfare.producer.keys.KeySettings;
import dev.fanfare.producer.keys.Sessions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A browser before a front door that asks for keys.
final class SignInRound {

    private static final String READS = "reads-and-no-more";
    private static final List<String> KEYS = List.of("reader:read:" + READS, "boss:operate:operates-it-all");

    private final Tab browser;
    private final String url;

    SignInRound(Tab browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    /// What the front door must be told.
    static Map<String, String> settings() {
        return Map.of("fanfare.api.keys", String.join(",", KEYS));
    }

    void run() {
        aWrongKeyOpensNothing();
        aRightKeyOpensThePageThatWasAskedFor();
        aRoleThatMayNotIsToldSo();
        aSessionThatIsOverAsksForTheKeyAgain();
        whoSignsOutIsOut();
    }

    private void aWrongKeyOpensNothing() {
        browser.open("/console/events?type=user.welcome");
        assertThat(browser.page().url()).contains("/console/sign-in");
        browser.shoot("sign-in").isSound();
        signIn("not a key of ours");
        PlaywrightAssertions.assertThat(browser.page().getByRole(AriaRole.ALERT))
                .containsText("no key of this system");
        browser.forgive("403").shoot("sign-in-wrong").isSound();
    }

    private void aRightKeyOpensThePageThatWasAskedFor() {
        signIn(READS);
        assertThat(browser.page().url()).isEqualTo(url + "/console/events?type=user.welcome");
        PlaywrightAssertions.assertThat(browser.page().locator(".who")).containsText("reader");
        browser.isSound();
    }

    private void aRoleThatMayNotIsToldSo() {
        assertThat(browser.page().locator("nav").innerText())
                .contains("Dead letters")
                .doesNotContain("Audit");
        browser.open("/console/channels");
        PlaywrightAssertions.assertThat(browser.page().locator("#pause-email")).hasCount(0);
        Response refused = browser.page().navigate("/console/audit");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(browser.text()).contains("does not have the role");
        browser.forgive("403").isSound();
    }

    private void aSessionThatIsOverAsksForTheKeyAgain() {
        Instant before = Instant.now().minus(Duration.ofHours(2));
        String over = new Sessions(new ApiKeys(new KeySettings(KEYS)), () -> before)
                .open(READS)
                .orElseThrow();
        browser.page()
                .context()
                .addCookies(
                        List.of(new Cookie("fanfare-session", over).setUrl(url).setHttpOnly(true)));
        browser.open("/console/channels?x=y");
        assertThat(URI.create(browser.page().url()).getPath()).isEqualTo("/console/sign-in");
        signIn(READS);
        assertThat(browser.page().url()).isEqualTo(url + "/console/channels?x=y");
    }

    private void whoSignsOutIsOut() {
        browser.page().getByText("Sign out").click();
        PlaywrightAssertions.assertThat(browser.page().locator("#notice")).containsText("signed out");
        browser.open("/");
        assertThat(browser.page().url()).contains("/console/sign-in");
        browser.isSound();
    }

    private void signIn(String key) {
        browser.page().getByLabel("Key").fill(key);
        browser.page()
                .getByText("Sign in", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        browser.page().waitForLoadState();
    }
}
