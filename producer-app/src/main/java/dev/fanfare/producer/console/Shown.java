package dev.fanfare.producer.console;

import dev.fanfare.producer.http.InsideCall;

/// What becomes of a visit.
sealed interface Shown {

    /// @param template its name
    record Page(String template, String title, View view) implements Shown {}

    /// A file to be kept.
    record Download(String type, String name, byte[] bytes) implements Shown {}

    /// After something was done: another page, which says so.
    ///
    /// @param done one of `Notices`; empty for nothing
    record Go(String to, String done) implements Shown {

        /// @param segments as in `InsideCall`
        static Go to(String done, String... segments) {
            return new Go(
                    InsideCall.of(org.springframework.http.HttpMethod.GET, segments)
                            .path(),
                    done);
        }
    }
}
