package dev.fanfare.standalone.conformance;

/// What `docs/requirements.csv` names beside the tests: a page, a measured line, or why there is none.
sealed interface Proof {

    /// @param path from the project's root
    /// @param anchor of a heading, or empty
    record Page(String path, String anchor) implements Proof {}

    /// @param line how the line's first cell begins, in `docs/benchmarks.md`
    record Measured(String line) implements Proof {}

    /// Not yet.
    record Open(String why) implements Proof {}

    /// Cannot apply.
    record Never(String why) implements Proof {}

    /// As it stands in the list.
    static Proof read(String text) {
        if (text.startsWith("bench: ")) {
            return new Measured(text.substring("bench: ".length()));
        }
        if (text.startsWith("open: ")) {
            return new Open(text.substring("open: ".length()));
        }
        if (text.startsWith("never: ")) {
            return new Never(text.substring("never: ".length()));
        }
        int hash = text.indexOf('#');
        return hash < 0 ? new Page(text, "") : new Page(text.substring(0, hash), text.substring(hash + 1));
    }
}
