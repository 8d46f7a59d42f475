package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Good;

/// Is this Java new enough?
final class CheckJdk {

    static final int LEAST = 25;

    private CheckJdk() {}

    static Finding check(Runtime.Version version) {
        return version.feature() >= LEAST
                ? new Good("jdk", "Java " + version)
                : new Bad(
                        "jdk",
                        "Java " + version,
                        "install a JDK " + LEAST + " or later and name it in FANFARE_JAVA_HOME");
    }
}
