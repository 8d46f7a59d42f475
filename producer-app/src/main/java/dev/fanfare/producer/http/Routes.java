package dev.fanfare.producer.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/// The table: every call that the front door answers, and who may make it. What is not here is not there.
public final class Routes {

    private final List<Route> rows;

    /// @throws IllegalArgumentException where two rows are the same call
    public Routes(Collection<Route> rows) {
        this.rows = rows.stream().sorted(Comparator.comparing(Route::path)).toList();
        if (this.rows.stream().map(Route::toString).distinct().count() < rows.size()) {
            throw new IllegalArgumentException("a call stands twice in the table: " + this.rows);
        }
    }

    public List<Route> rows() {
        return rows;
    }

    /// What a method and a path lead to.
    public sealed interface Found {
        record Here(Route route) implements Found {}

        record OtherMethods(Set<String> allowed) implements Found {}

        record Nothing() implements Found {}
    }

    Found find(String method, PathContainer path) {
        Set<String> allowed = new TreeSet<>();
        for (Route row : rows) {
            if (row.path().matches(path)) {
                if (row.method().equals(HttpMethod.valueOf(method))) {
                    return new Found.Here(row);
                }
                allowed.add(row.method().name());
            }
        }
        return allowed.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(allowed);
    }
}
