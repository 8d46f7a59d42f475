package dev.fanfare.producer.live;

/// Who has opened a stream.
interface Reader {

    /// @throws Left where the reader is gone
    void tell(Told told) throws Left;

    /// The last word.
    ///
    /// @param reason one word, for programs
    void end(String reason);

    /// The reader went away, or never takes anything.
    final class Left extends Exception {

        private static final long serialVersionUID = 1L;

        Left(Throwable cause) {
            super(cause);
        }
    }
}
