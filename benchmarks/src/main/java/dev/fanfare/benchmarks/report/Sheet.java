package dev.fanfare.benchmarks.report;

import dev.fanfare.standalone.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures of a run: as a table, or as JSON, a line for each.
public final class Sheet {

    private static final double SMALL = 10;

    private final String bench;
    private final List<Figure> figures = new ArrayList<>();
    private int told;

    /// @param bench which benchmark it is, as the command line names it
    public Sheet(String bench) {
        this.bench = bench;
    }

    public void add(Figure figure) {
        figures.add(figure);
    }

    /// Whether no goal was missed.
    public boolean reached() {
        return figures.stream().flatMap(figure -> figure.verdict().stream()).noneMatch(Goal.Verdict.MISSED::equals);
    }

    /// What was added since this was asked last.
    public Sheet news() {
        Sheet news = new Sheet(bench);
        news.figures.addAll(figures.subList(told, figures.size()));
        told = figures.size();
        return news;
    }

    public boolean isEmpty() {
        return figures.isEmpty();
    }

    public String table() {
        Table table = new Table("measured", "median", "least to most", "to reach", "to beat", "");
        for (Figure figure : figures) {
            Samples rounds = figure.rounds();
            table.row(
                    figure.name(),
                    with(rounds.median(), figure.unit()),
                    rounds.values().size() == 1 ? "" : number(rounds.least()) + " to " + number(rounds.most()),
                    figure.goal().map(Sheet::reach).orElse(""),
                    figure.goal().map(goal -> number(goal.beat())).orElse(""),
                    figure.verdict()
                            .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
                            .orElse(""));
        }
        return table.toString();
    }

    /// One object for each figure.
    public List<String> json() {
        return figures.stream().map(this::json).toList();
    }

    private String json(Figure figure) {
        Samples rounds = figure.rounds();
        String goal = figure.goal()
                .map(given -> String.format(
                        Locale.ROOT,
                        ",\"reach\":%s,\"beat\":%s,\"verdict\":\"%s\"",
                        given.reach(),
                        given.beat(),
                        given.of(rounds.median())))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"figure\":\"%s\",\"unit\":\"%s\",\"median\":%.3f,\"least\":%.3f,\"most\":%.3f,\"rounds\":%d%s}",
                bench,
                figure.name(),
                figure.unit(),
                rounds.median(),
                rounds.least(),
                rounds.most(),
                rounds.values().size(),
                goal);
    }

    /// Nothing where it is only to be beaten.
    private static String reach(Goal goal) {
        return goal.reach() == 0 ? "" : number(goal.reach());
    }

    private static String with(double value, String unit) {
        return number(value) + (unit.isEmpty() || unit.startsWith("/") ? unit : " " + unit);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < SMALL ? "%.2f" : "%,.0f", value);
    }
}
