package dev.fanfare.standalone.settings;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// Whether a door speaks TLS, as Spring has it: with any of `server.ssl.*`, unless `server.ssl.enabled` is false.
public final class GivenTls {

    private GivenTls() {}

    public static boolean in(Environment given) {
        return Binder.get(given)
                        .bind("server.ssl", Bindable.mapOf(String.class, String.class))
                        .isBound()
                && given.getProperty("server.ssl.enabled", Boolean.class, true);
    }
}
