package dev.fanfare.standalone.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command speaks: results to `out`, words for people to `err`.
///
/// @param live whether a person watches `err`, so that a line may be written over
public record Terminal(PrintStream out, PrintStream err, boolean live) {

    private static final int BUFFER = 8 * 1024;

    /// The one that this process was started at; the launcher says in `terminal.live` whether a person watches.
    public static Terminal ofProcess() {
        return new Terminal(utf8(FileDescriptor.out), utf8(FileDescriptor.err), Boolean.getBoolean("terminal.live"));
    }

    /// A line of the result.
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /// A line for people.
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    private static PrintStream utf8(FileDescriptor to) {
        var buffered = new BufferedOutputStream(new FileOutputStream(to), BUFFER);
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
    }
}
