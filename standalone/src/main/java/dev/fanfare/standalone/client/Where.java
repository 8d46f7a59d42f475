package dev.fanfare.standalone.client;

import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--url` and `--key`: which front door a command calls, and as whom.
public final class Where {

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            converter = HttpUrl.class,
            defaultValue = "${env:FANFARE_URL:-http://127.0.0.1:8080}",
            description = "The front door. Default: FANFARE_URL, else http://127.0.0.1:8080.")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY",
            description =
                    "Brought as a bearer token. Default: FANFARE_KEY, which does not show in the list of processes.")
    private String key = "";

    public FrontDoor open() {
        String fromEnvironment = System.getenv("FANFARE_KEY");
        return new FrontDoor(url, key.isEmpty() && fromEnvironment != null ? fromEnvironment : key);
    }
}
