package dev.fanfare.producer.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What stands in a part of a file.
///
/// @param records the whole ones, in order
/// @param starts where each of them begins
/// @param end where the last whole one ends; what follows is the beginning of a record, or broken
/// @param gaps bytes between whole records that are none: the file was changed by somebody else, or its disk forgets
record Found(List<byte[]> records, List<Integer> starts, int end, List<Gap> gaps) {

    /// @param from where it begins
    /// @param to where a record begins again
    record Gap(int from, int to) {

        int behind(long at) {
            return (int) Math.max(0, to - Math.max(from, at));
        }
    }

    /// Looks from `from` on.
    static Found in(ByteBuffer file, int from, int mark) {
        List<byte[]> records = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        int end = from;
        List<Gap> gaps = new ArrayList<>();
        int at = from;
        while (at + Frames.HEAD <= file.limit()) {
            OptionalInt length = Frames.length(file, at, mark);
            if (length.isPresent()) {
                byte[] bytes = new byte[length.getAsInt()];
                file.get(at + Frames.HEAD, bytes);
                records.add(bytes);
                starts.add(at);
                if (at > end) {
                    gaps.add(new Gap(end, at));
                }
                at += Frames.HEAD + bytes.length;
                end = at;
            } else {
                at++;
            }
        }
        return new Found(records, starts, end, gaps);
    }

    /// Bytes at or behind `at` that are part of no whole record, where none begins from [#end] to `upTo` either.
    int broken(long at, int upTo) {
        return gaps.stream().mapToInt(gap -> gap.behind(at)).sum() + new Gap(end, upTo).behind(at);
    }
}
