package dev.fanfare.producer.keys;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `fanfare.api.keys`: who may call; none means that only this machine may.
@ConfigurationProperties("fanfare.api")
public record KeySettings(List<String> keys) {

    public KeySettings(@Nullable List<String> keys) {
        this.keys = keys == null ? List.of() : List.copyOf(keys);
        List<String> names = parsed().stream().map(ApiKey::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("fanfare.api.keys: a name may stand only once, are " + names);
        }
    }

    List<ApiKey> parsed() {
        return IntStream.range(0, keys.size())
                .mapToObj(place -> ApiKey.parse(keys.get(place), place))
                .toList();
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "KeySettings" + parsed();
    }
}
