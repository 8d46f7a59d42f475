package dev.fanfare.producer.console;

import dev.fanfare.producer.http.Answers;
import dev.fanfare.schemas.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.webjars.WebJarVersionLocator;

/// The files that pages need: read once, named with what they hold, and kept by browsers for good.
final class Assets {

    static final String PATH = "/console/assets/";

    private record Asset(byte[] bytes, String type) {}

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final String version;

    Assets() {
        WebJarVersionLocator jars = new WebJarVersionLocator();
        put("htmx.js", "text/javascript", jar(jars, "htmx.org", "dist/htmx.min.js"));
        put("pico.css", "text/css", jar(jars, "picocss__pico", "css/pico.min.css"));
        put("console.js", "text/javascript", own("console.js"));
        put("console.css", "text/css", own("console.css"));
        put("icon.svg", "image/svg+xml", own("icon.svg"));
        version = version();
    }

    /// Where the files stand; changes with what they hold.
    String base() {
        return PATH + version + "/";
    }

    ServerResponse serve(ServerRequest call) {
        String name = call.pathVariable("name");
        Asset asset = byName.get(name);
        if (asset == null) {
            throw Answers.none("file", name);
        }
        return ServerResponse.ok().build((_, response) -> {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
            response.setContentType(asset.type() + ";charset=utf-8");
            response.setContentLength(asset.bytes().length);
            response.getOutputStream().write(asset.bytes());
            return null;
        });
    }

    private void put(String name, String type, byte[] bytes) {
        byName.put(name, new Asset(bytes, type));
    }

    private String version() {
        StringBuilder all = new StringBuilder();
        byName.values().forEach(asset -> all.append(base64(Sha256.of(asset.bytes()))));
        return base64(Sha256.of(all.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .substring(0, 10);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] jar(WebJarVersionLocator jars, String jar, String file) {
        String path = jars.fullPath(jar, file);
        if (path == null) {
            throw new IllegalStateException("the webjar " + jar + " is not on the class path");
        }
        return read("/" + path);
    }

    private static byte[] own(String file) {
        return read("/dev/fanfare/producer/console/" + file);
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
