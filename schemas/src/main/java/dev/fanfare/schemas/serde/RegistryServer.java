package dev.fanfare.schemas.serde;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a registry answers, and who asks.
///
/// @param url without user information and without a slash at its end
/// @param authorization the header's value; a secret
record RegistryServer(String url, @Nullable String authorization) {

    private static final String SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";

    /// The servers of `schema.registry.url`, with commas.
    ///
    /// @throws IllegalArgumentException naming the setting that is wrong
    static List<RegistryServer> of(Map<String, ?> configs) {
        String urls = text(configs, RegistryConfig.URL);
        return Arrays.stream(urls.split(",", -1))
                .map(url -> server(url.strip(), configs))
                .toList();
    }

    private static RegistryServer server(String given, Map<String, ?> configs) {
        URI url = parse(given);
        String bare = given.replaceFirst("//[^/?#]*@", "//").replaceAll("/+$", "");
        String credentials = credentials(configs, url.getRawUserInfo());
        return new RegistryServer(bare, credentials == null ? null : "Basic " + base64(credentials));
    }

    private static URI parse(String url) {
        try {
            URI parsed = URI.create(url);
            if (parsed.getHost() != null && String.valueOf(parsed.getScheme()).matches("https?")) {
                return parsed;
            }
        } catch (IllegalArgumentException broken) {
            // its message would repeat what may hold a password
        }
        throw new IllegalArgumentException(
                RegistryConfig.URL + ": must be http or https URLs, with commas, is " + redacted(url));
    }

    private static @Nullable String credentials(Map<String, ?> configs, @Nullable String inUrl) {
        String ofUrl = inUrl == null ? null : URLDecoder.decode(inUrl.replace("+", "%2B"), StandardCharsets.UTF_8);
        String given = text(configs, USER_INFO);
        return switch (text(configs, SOURCE)) {
            case "" -> given.isEmpty() ? ofUrl : checked(given);
            case "URL" -> ofUrl;
            case "USER_INFO" -> checked(given);
            default -> throw new IllegalArgumentException(SOURCE + ": must be USER_INFO or URL");
        };
    }

    private static String checked(String userInfo) {
        if (userInfo.indexOf(':') < 1) {
            throw new IllegalArgumentException(USER_INFO + ": must be user:password");
        }
        return userInfo;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Map<String, ?> configs, String name) {
        Object value = configs.get(name);
        return value == null ? "" : value.toString().strip();
    }

    /// Without what stands before an `@`.
    static String redacted(String url) {
        return url.replaceAll("[^/]*@", "***@");
    }

    @Override
    public String toString() {
        return url;
    }
}
