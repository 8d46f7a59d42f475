package dev.fanfare.standalone.system.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine's own Chromium, without a window.
final class Chromium implements AutoCloseable {

    private static final int TIMEOUT = 15_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox")));
    }

    /// Where it stands, if it is there.
    static Optional<Path> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// A tab of a desktop.
    Tab desktop(String url) {
        return tab(new Browser.NewContextOptions().setViewportSize(1280, 900), url);
    }

    /// A tab of a phone.
    Tab phone(String url) {
        return tab(
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setIsMobile(true),
                url);
    }

    /// A tab of a desktop on which all is dark.
    Tab dark(String url) {
        return tab(new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK), url);
    }

    @Override
    public void close() {
        playwright.close();
    }

    private Tab tab(Browser.NewContextOptions options, String url) {
        BrowserContext context = browser.newContext(options.setBaseURL(url));
        context.setDefaultTimeout(TIMEOUT);
        return new Tab(context, context.newPage());
    }
}
