package dev.fanfare.standalone.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `docs/requirements.csv`: id, kind, title, and proofs with semicolons between them.
final class ReadRequirements {

    private static final String HEADER = "id,kind,title,proofs";
    private static final Pattern CELL = Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(,|$)");

    private ReadRequirements() {}

    static List<Requirement> of(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("line 1: must be " + HEADER);
        }
        List<Requirement> rows = new ArrayList<>();
        for (int number = 1; number < lines.size(); number++) {
            List<String> cells = cells(lines.get(number));
            if (cells.size() != 4) {
                throw new IllegalArgumentException("line " + (number + 1) + ": must have 4 cells, has " + cells.size());
            }
            rows.add(new Requirement(cells.get(0), cells.get(1), cells.get(2), proofs(cells.get(3))));
        }
        return rows;
    }

    private static List<Proof> proofs(String cell) {
        return Stream.of(cell.split(";"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Proof::read)
                .toList();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = CELL.matcher(line);
        boolean more = true;
        while (more && cell.find()) {
            String quoted = cell.group(1);
            cells.add(quoted == null ? cell.group(2) : quoted.replace("\"\"", "\""));
            more = !cell.group(3).isEmpty();
        }
        return cells;
    }
}
