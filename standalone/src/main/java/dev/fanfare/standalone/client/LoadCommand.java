package dev.fanfare.standalone.client;

import dev.fanfare.standalone.client.Pieces.Piece;
import dev.fanfare.standalone.terminal.Progress;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import dev.fanfare.standalone.work.WrongUsage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `recipients load FILE`: people, one a line, in pieces that are in force when the next is sent.
@Command(
        name = "load",
        description = "Store many people from a file, one a line, and show how far it is.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    private static final int MAGIC = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Terminal terminal;
    private final InputStream standardInput;
    private final Where where;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "One person as JSON, with its id, in each line; may be packed with gzip; - for standard input.")
    private String file = "-";

    @Option(
            names = "--replace-preferences",
            description = "What stands in the file overwrites what a person chose; else it is kept.")
    private boolean replace;

    @Option(
            names = "--from-line",
            paramLabel = "N",
            defaultValue = "1",
            description = "Begin with this line, where an earlier load ended.")
    private long from = 1;

    @Option(names = "--json", description = "Print what became of it as JSON.")
    private boolean json;

    /// @param where the options of the command around it, which this command inherits
    LoadCommand(Terminal terminal, InputStream standardInput, Where where) {
        this.where = where;
        this.terminal = terminal;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        if (from < 1) {
            throw new WrongUsage("--from-line must be 1 or more, is " + from);
        }
        try (FrontDoor door = where.open();
                CountedInput bytes = new CountedInput(EventLines.bytes(file, standardInput), _ -> {})) {
            Pieces pieces = new Pieces(unpacked(bytes), file);
            pieces.skipTo(from);
            return report(load(door, pieces, bytes));
        } catch (IOException unreadable) {
            throw new WorkFailed("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private Loaded load(FrontDoor door, Pieces pieces, CountedInput bytes) throws IOException {
        String path = "/v1/recipients" + (replace ? "?preferences=replace" : "");
        SendPiece send = new SendPiece(door, path, terminal, PATIENCE);
        long size = size();
        Progress progress = new Progress(terminal, "loading " + file, size);
        Loaded loaded = new Loaded();
        for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
            loaded.add(piece, sent(send, piece).json()).forEach(this::tell);
            progress.at(bytes.count(), loaded.inBrief(size == 0 ? 0 : (double) bytes.count() / size));
        }
        progress.end(bytes.count(), loaded.inBrief(1));
        return loaded;
    }

    private static Answer sent(SendPiece send, Piece piece) {
        try {
            return send.send(piece.bytes());
        } catch (WorkFailed failed) {
            throw new WorkFailed(failed.getMessage()
                    + (piece.first() == 1
                            ? ""
                            : "; all before line " + piece.first() + " is in: go on with --from-line "
                                    + piece.first()));
        }
    }

    private void tell(JsonNode rejected) {
        String id = rejected.path("id").asString("");
        terminal.say("line " + rejected.path("line").asLong() + (id.isEmpty() ? "" : " (" + id + ")") + ": "
                + (rejected.has("field") ? rejected.path("field").asString("") + ": " : "")
                + rejected.path("problem").asString(""));
    }

    private int report(Loaded loaded) {
        if (json) {
            terminal.result(loaded.json().toString());
        }
        long more = loaded.rejectedTotal() - loaded.json().path("rejected").size();
        if (more > 0) {
            terminal.say("and " + more + " more were rejected");
        }
        if (!loaded.inForce()) {
            terminal.say("it is stored, and the fan-out is still taking the last of it in");
        }
        return loaded.rejectedTotal() == 0 ? 0 : 1;
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file);
        in.mark(MAGIC);
        byte[] first = in.readNBytes(MAGIC);
        in.reset();
        boolean packed = first.length == MAGIC && first[0] == 0x1f && first[1] == (byte) 0x8b;
        return packed ? new GZIPInputStream(in, 64 * 1024) : in;
    }

    private long size() throws IOException {
        return file.equals("-") ? 0 : Files.size(Path.of(file));
    }
}
