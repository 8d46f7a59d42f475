package dev.fanfare.standalone.system.guarantees;

import java.util.List;

/// Something that is promised whatever happens to the processes.
public interface Guarantee {

    /// All of them.
    List<Guarantee> ALL =
            List.of(new NothingIsLost(), new NobodyIsToldTwice(), new CountsAddUp(), new EveryDeadLetterSaysWhy());

    /// Fails with what was found where it does not hold.
    void holdsFor(Evidence evidence);
}
