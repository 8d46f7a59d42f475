package dev.fanfare.standalone.system.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/// One tab, which remembers whatever the browser complained of.
final class Tab implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = axe();
    private static final String OF_AXE = "Canvas2D: Multiple readback operations";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())
                    && !message.text().startsWith(OF_AXE)) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> dialog.accept());
    }

    Page page() {
        return page;
    }

    Tab open(String path) {
        page.navigate(path);
        return this;
    }

    String text() {
        return page.locator("main").innerText();
    }

    /// A browser complains of every answer that is no good one; of those with this status it was right to be given.
    Tab forgive(String status) {
        complaints.removeIf(complaint -> complaint.contains("status of " + status));
        return this;
    }

    /// Kept, for people to look at.
    Tab shoot(String name) {
        page.waitForLoadState(); // a page that is still on its way cannot be taken
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        return this;
    }

    /// Nothing that the page holds is out of reach to the right, the browser has complained of nothing, and neither
    /// does axe of anything serious.
    Tab isSound() {
        fits();
        page.evaluate(AXE);
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> violations = (List<Map<String, Object>>)
                page.evaluate(
                        "async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                                + ".map(v => ({id: v.id, nodes: v.nodes.map(n => n.html + ' ' + n.failureSummary).join('\\n')}))");
        assertThat(violations).as("axe at %s", page.url()).isEmpty();
        return this;
    }

    /// All but axe's part of it.
    Tab fits() {
        assertThat(complaints).as(page.url()).isEmpty();
        Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wider).intValue()).as("%s is too wide", page.url()).isLessThanOrEqualTo(0);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }

    /// From its jar, which stands on the class path in whatever version the build says.
    private static String axe() {
        Properties jar = new Properties();
        try {
            jar.load(new StringReader(text("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
            return text("/META-INF/resources/webjars/axe-core/" + jar.getProperty("version") + "/axe.min.js");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Tab.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
