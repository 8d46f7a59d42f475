package dev.fanfare.standalone.check;

import dev.fanfare.standalone.broker.FreePorts;
import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Good;

/// Can `up` listen there?
final class CheckPort {

    private CheckPort() {}

    static Finding check(int port) {
        String about = "port " + port;
        return FreePorts.isFree(port)
                ? new Good(about, "free")
                : new Bad(
                        about,
                        "taken",
                        "stop what listens there (is Fanfare running already?), or use ./fanfare up --port N");
    }
}
