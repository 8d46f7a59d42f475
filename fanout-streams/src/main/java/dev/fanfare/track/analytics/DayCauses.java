package dev.fanfare.track.analytics;

import dev.fanfare.schemas.DayCause;
import dev.fanfare.schemas.DaySum;
import dev.fanfare.track.channels.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Why deliveries failed: only so many causes of a sum, the others together.
final class DayCauses {

    static final int MOST = 8;

    private DayCauses() {}

    static void add(DaySum sum, Cause cause, long more) {
        sum.setCauses(sum(sum.getCauses(), List.of(new DayCause(cause.category(), cause.error(), more))));
    }

    static List<DayCause> sum(List<DayCause> left, List<DayCause> right) {
        List<DayCause> causes = new ArrayList<>(left);
        for (DayCause more : right) {
            int known = place(causes, more.getCategory(), more.getError());
            if (known >= 0) {
                causes.set(known, plus(causes.get(known), more.getCount()));
            } else if (causes.size() < MOST) {
                causes.add(more);
            } else {
                int others = place(causes, Cause.OTHERS.category(), Cause.OTHERS.error());
                DayCause sum = others < 0
                        ? new DayCause(Cause.OTHERS.category(), Cause.OTHERS.error(), 0L)
                        : causes.remove(others);
                causes.add(plus(sum, more.getCount()));
            }
        }
        return causes;
    }

    /// The most frequent first.
    static List<DayCause> inOrder(List<DayCause> causes) {
        return causes.stream()
                .sorted(Comparator.comparingLong(DayCause::getCount).reversed())
                .toList();
    }

    private static int place(List<DayCause> causes, String category, String error) {
        for (int n = 0; n < causes.size(); n++) {
            if (causes.get(n).getCategory().equals(category)
                    && causes.get(n).getError().equals(error)) {
                return n;
            }
        }
        return -1;
    }

    private static DayCause plus(DayCause cause, long more) {
        return new DayCause(cause.getCategory(), cause.getError(), cause.getCount() + more);
    }
}
