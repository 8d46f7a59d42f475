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
/// @param broken bytes between whole records that are none: the file was changed by somebody else, or its disk forgets
record Found(List<byte[]> records, List<Integer> starts, int end, int broken) {

    /// Looks from `from` on.
    static Found in(ByteBuffer file, int from, int mark) {
        List<byte[]> records = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        int end = from;
        int broken = 0;
        int at = from;
        while (at + Frames.HEAD <= file.limit()) {
            OptionalInt length = Frames.length(file, at, mark);
            if (length.isPresent()) {
                byte[] bytes = new byte[length.getAsInt()];
                file.get(at + Frames.HEAD, bytes);
                records.add(bytes);
                starts.add(at);
                broken += at - end;
                at += Frames.HEAD + bytes.length;
                end = at;
            } else {
                at++;
            }
        }
        return new Found(records, starts, end, broken);
    }
}
