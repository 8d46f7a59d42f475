package dev.fanfare.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes one page of the pages that several instances gave for the same cursor.
///
/// A page that ended early says nothing of what lies behind its end, so the merged page ends at the earliest of these
/// ends.
public final class MergePages {

    private MergePages() {}

    /// @param key its place in the common order, as a cursor's bytes compare
    public record Item<T>(byte[] key, T value) {}

    /// @param next the last place that was looked at, or null where there is no more
    public record Part<T>(List<Item<T>> items, byte @Nullable [] next) {}

    public static <T> Part<T> merge(List<Part<T>> parts, int limit) {
        byte @Nullable [] end = parts.stream()
                .map(Part::next)
                .filter(next -> next != null)
                .min(java.util.Arrays::compareUnsigned)
                .orElse(null);
        List<Item<T>> items = new ArrayList<>();
        parts.forEach(part ->
                part.items().stream().filter(item -> within(item.key(), end)).forEach(items::add));
        items.sort(Comparator.comparing(Item::key, java.util.Arrays::compareUnsigned));
        return items.size() <= limit
                ? new Part<>(items, end)
                : new Part<>(
                        List.copyOf(items.subList(0, limit)),
                        items.get(limit - 1).key());
    }

    private static boolean within(byte[] key, byte @Nullable [] end) {
        return end == null || java.util.Arrays.compareUnsigned(key, end) <= 0;
    }
}
