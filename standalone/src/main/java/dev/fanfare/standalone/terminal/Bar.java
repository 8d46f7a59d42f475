package dev.fanfare.standalone.terminal;

/// A bar of text: `████████░░░░`.
public final class Bar {

    private static final int WIDTH = 30;

    private Bar() {}

    /// @param share 0 to 1; what lies outside is cut
    public static String of(double share) {
        int full = (int) Math.round(Math.clamp(share, 0, 1) * WIDTH);
        return "█".repeat(full) + "░".repeat(WIDTH - full);
    }
}
