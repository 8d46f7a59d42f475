package dev.fanfare.channels.delivery;

/// The calls of one delivery that were no attempts, since nobody of its channel could be asked.
///
/// It may ask again for as long as that lasts, but not where there was no answer in time twice: it may be the delivery
/// that hangs, and then neither would its partition go on, nor a call that asks ever end well.
final class InVain {

    private static final int MOST_TIMEOUTS = 2;

    private int calls;
    private int timeouts;

    /// @param answer that came in vain
    boolean mayAskAgain(Answer answer) {
        calls++;
        if (answer instanceof Answer.Deferred deferred && deferred.category() == Category.TIMEOUT) {
            timeouts++;
        }
        return timeouts < MOST_TIMEOUTS;
    }

    /// Whether it has asked already, so that others should ask first: their answers tell more.
    boolean hasAsked() {
        return calls > 0;
    }
}
