package dev.fanfare.channels.http;

import java.net.URI;
import java.net.URISyntaxException;

/// Where somebody else wants to be called: an http or https URL with a host, and without a user or password in it.
public record Endpoint(URI url) {

    private static final int LONGEST = 2_048;
    private static final int HIGHEST_PORT = 65_535;

    /// @throws IllegalArgumentException saying what is wrong, without repeating the URL, which may hold a secret
    public static Endpoint of(String text) {
        require(text.length() <= LONGEST, "is longer than " + LONGEST + " characters");
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            require(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"), "is neither http nor https");
            require(url.getHost() != null && !url.getHost().isEmpty(), "has no host");
            require(url.getRawUserInfo() == null, "holds a user or password");
            require(
                    url.getPort() == -1 || url.getPort() > 0 && url.getPort() <= HIGHEST_PORT,
                    "has a port out of range");
            return new Endpoint(withoutFragment(url));
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("the endpoint's URL cannot be read");
        }
    }

    private static URI withoutFragment(URI url) {
        String text = url.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? url : URI.create(text.substring(0, hash));
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new IllegalArgumentException("the endpoint's URL " + otherwise);
        }
    }
}
