package dev.fanfare.standalone.client;

import dev.fanfare.standalone.client.Pieces.Piece;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of the lines so far, over all pieces; the first thousand that were rejected are kept.
final class Loaded {

    private static final int LISTED = 1_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final ArrayNode rejected = JSON.createArrayNode();
    private final long begin = System.nanoTime();
    private long accepted;
    private long rejectedTotal;
    private long lastLine;
    private boolean inForce = true;

    /// @return what was rejected of this piece and is to be shown, with the file's own line numbers
    Iterable<JsonNode> add(Piece piece, JsonNode answer) {
        accepted += answer.path("accepted").asLong();
        rejectedTotal += answer.path("rejectedTotal").asLong();
        lastLine = piece.last();
        inForce = answer.path("inForce").asBoolean(true);
        int known = rejected.size();
        for (JsonNode one : answer.path("rejected")) {
            if (rejected.size() < LISTED && one instanceof ObjectNode entry) {
                long line = piece.first() - 1 + entry.path("line").asLong();
                entry.remove("index");
                rejected.add(entry.put("line", line));
            }
        }
        return rejected.valueStream().skip(known).toList();
    }

    long rejectedTotal() {
        return rejectedTotal;
    }

    /// The last line of which it is known what became.
    long lastLine() {
        return lastLine;
    }

    /// Whether the last piece was seen to be in force.
    boolean inForce() {
        return inForce;
    }

    /// @param share of the file, 0 to 1; 0 where nobody knows
    String inBrief(double share) {
        double seconds = seconds();
        String left = share <= 0 || share >= 1
                ? ""
                : String.format(Locale.ROOT, ", %,d s left", Math.round(seconds * (1 - share) / share));
        return String.format(
                Locale.ROOT,
                "%,d people, %,d/s%s%s",
                accepted,
                perSecond(seconds),
                rejectedTotal == 0 ? "" : String.format(Locale.ROOT, ", %,d rejected", rejectedTotal),
                left);
    }

    ObjectNode json() {
        double seconds = seconds();
        return JSON.createObjectNode()
                .put("accepted", accepted)
                .put("rejectedTotal", rejectedTotal)
                .put("inForce", inForce)
                .put("seconds", Math.round(seconds * 10) / 10.0)
                .put("perSecond", perSecond(seconds))
                .set("rejected", rejected);
    }

    private long perSecond(double seconds) {
        return Math.round(accepted / Math.max(seconds, 0.001));
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
