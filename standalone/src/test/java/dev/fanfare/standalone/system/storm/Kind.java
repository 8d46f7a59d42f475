package dev.fanfare.standalone.system.storm;

/// What may go wrong.
enum Kind {
    KILL_BROKER(0, 1_500),
    KILL_FANOUT(0, 2_000),
    KILL_CHANNELS(0, 2_000),
    KILL_FRONT(0, 2_000),
    FREEZE_BROKER(1_000, 5_000),
    FREEZE_FANOUT(1_000, 8_000),
    FREEZE_CHANNELS(1_000, 8_000),
    FREEZE_FRONT(1_000, 8_000),
    CUT_KAFKA(1_000, 6_000),
    SLOW_KAFKA(2_000, 6_000),
    STALL_KAFKA(1_000, 6_000),
    CUT_PROVIDER(1_000, 6_000),
    SLOW_PROVIDER(2_000, 6_000),
    STALL_PROVIDER(1_000, 6_000),
    FILL_DISK(3_000, 6_000),
    JUMP_CLOCK(3_000, 8_000);

    /// In ms: of a kill, until the new start.
    final int shortest;

    final int longest;

    Kind(int shortest, int longest) {
        this.shortest = shortest;
        this.longest = longest;
    }
}
