package dev.fanfare.schemas.setup;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `fanfare.traces.*`: where spans go, and of how many events.
///
/// @param endpoint of a collector that takes OTLP over HTTP; null: nothing is traced
/// @param share of the events that bring no trace of their own, 0 to 1
/// @param most of an event's recipients on each partition whose deliveries have spans, and of its chunks there; 1 to
/// 1,000
/// @param headers that the collector wants, a key among them
public record TraceSettings(@Nullable URI endpoint, Double share, Integer most, Map<String, String> headers) {

    /// Nothing is traced.
    public static final TraceSettings OFF = new TraceSettings(null, null, null, null);

    private static final int MOST = 1_000;

    public TraceSettings(
            @Nullable URI endpoint,
            @Nullable Double share,
            @Nullable Integer most,
            @Nullable Map<String, String> headers) {
        this.endpoint = checked(endpoint);
        this.share = share == null ? Double.valueOf(0.1) : share;
        this.most = most == null ? 10 : most;
        this.headers = headers == null ? Map.of() : Map.copyOf(headers);
        if (!(this.share >= 0 && this.share <= 1)) {
            throw new IllegalArgumentException("fanfare.traces.share: must be 0 to 1, is " + this.share);
        }
        if (this.most < 1 || this.most > MOST) {
            throw new IllegalArgumentException("fanfare.traces.most: must be 1 to " + MOST + ", is " + this.most);
        }
    }

    /// Whoever sets nothing may hand over nothing: an empty text is no URL.
    private static @Nullable URI checked(@Nullable URI url) {
        if (url == null || url.toString().isEmpty()) {
            return null;
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "fanfare.traces.endpoint: must be an http or https URL without a user, is "
                            + url.toString().replaceAll("//[^/?#]*@", "//***@"));
        }
        return url;
    }

    /// Without the headers' values.
    @Override
    public String toString() {
        return "TraceSettings[endpoint=" + endpoint + ", share=" + share + ", most=" + most + ", headers="
                + headers.keySet() + "]";
    }
}
