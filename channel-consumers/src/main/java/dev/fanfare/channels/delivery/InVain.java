package dev.fanfare.channels.delivery;

/// The calls of one delivery that were no attempts, since nobody of its channel could be asked.
///
/// It may ask again for as long as that lasts, but not where there was no answer in time twice: it may be the delivery
/// that hangs, and then neither would its partition go on, nor a call that asks ever end well. Of one that came back
/// once is enough.
final class InVain {

    private static final int MOST_TIMEOUTS = 2;

    private final boolean cameBack;
    private int calls;
    private int timeouts;

    /// @param cameBack whether it failed or waited before
    InVain(boolean cameBack) {
        this.cameBack = cameBack;
    }

    /// @param answer that came in vain
    boolean mayAskAgain(Answer answer) {
        calls++;
        if (answer instanceof Answer.Deferred deferred && deferred.category() == Category.TIMEOUT) {
            timeouts++;
        }
        return timeouts < (cameBack ? 1 : MOST_TIMEOUTS);
    }

    /// Whether it has asked already, so that others should ask first: their answers tell more.
    boolean othersFirst() {
        return cameBack || calls > 0;
    }
}
