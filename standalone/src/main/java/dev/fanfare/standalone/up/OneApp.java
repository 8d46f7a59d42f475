package dev.fanfare.standalone.up;

import dev.fanfare.standalone.settings.CheckSettings;
import dev.fanfare.standalone.settings.GivenTls;
import dev.fanfare.standalone.settings.StartEnvironment;
import dev.fanfare.standalone.work.WrongUsage;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/// What `run` starts: an app, its settings, and its directory.
///
/// @param address where it listens
/// @param arguments what was said at the command line
/// @param given all that was said, there and elsewhere
record OneApp(
        AppKind kind,
        Path data,
        String address,
        int port,
        Map<String, String> arguments,
        ConfigurableEnvironment given) {

    private static final int HIGHEST = 65_535;

    /// @param data null for a directory by kind and port
    /// @throws WrongUsage naming the setting that is unknown or does not fit
    static OneApp of(AppKind kind, @Nullable Path data, Map<String, String> arguments) {
        ConfigurableEnvironment given = StartEnvironment.of(arguments, Map.of());
        CheckSettings.run(given, kind.packages);
        int port = port(given.getProperty("server.port", String.valueOf(kind.port)));
        Path place = data == null ? Path.of(".fanfare", kind.name().toLowerCase(Locale.ROOT) + "-" + port) : data;
        return new OneApp(
                kind,
                place.toAbsolutePath().normalize(),
                given.getProperty("server.address", "127.0.0.1"),
                port,
                arguments,
                given);
    }

    /// Where this machine reaches it.
    URI url() {
        return URI.create(scheme() + "://" + (isLocalOrAll() ? "127.0.0.1" : address) + ":" + port);
    }

    /// Where the others do, unless a setting says otherwise.
    URI advertised() {
        return isAll() ? URI.create(scheme() + "://" + hostName() + ":" + port) : url();
    }

    private String scheme() {
        return GivenTls.in(given) ? "https" : "http";
    }

    /// Ready to start, with a lasting name from its directory.
    App app() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("fanfare.instance-id", InstanceId.of(data, kind.name().toLowerCase(Locale.ROOT)));
        defaults.put("fanfare.state-dir", data.resolve("state").toString());
        defaults.put("fanfare.spool-dir", DataDirectory.spool(data).toString());
        defaults.put("fanfare.advertised-url", advertised().toString());
        defaults.put("spring.main.register-shutdown-hook", false);
        return new App(kind, url(), defaults, arguments);
    }

    private boolean isAll() {
        return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
    }

    private boolean isLocalOrAll() {
        return isAll() || address.equals("localhost");
    }

    private static int port(String given) {
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > HIGHEST) {
            throw new WrongUsage("server.port: must be 1 to " + HIGHEST + ", is '" + given + "'");
        }
        return Integer.parseInt(given);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "127.0.0.1";
        }
    }
}
