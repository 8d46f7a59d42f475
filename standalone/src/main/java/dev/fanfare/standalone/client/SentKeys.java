package dev.fanfare.standalone.client;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Notes the key of each event as its line goes by, of the first 100,000.
final class SentKeys extends FilterInputStream {

    static final int MOST = 100_000;

    private final List<String> keys = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    SentKeys(InputStream in) {
        super(in);
    }

    /// In their order, but for the events at these places, from 0; the last line ends with the input.
    List<String> without(Set<Integer> rejected) {
        endLine();
        List<String> kept = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            if (!rejected.contains(place) && !keys.get(place).isEmpty()) {
                kept.add(keys.get(place));
            }
        }
        return kept;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            note((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int some = super.read(into, offset, length);
        for (int i = 0; i < some; i++) {
            note(into[offset + i]);
        }
        return some;
    }

    private void note(byte one) {
        if (keys.size() >= MOST) {
            return;
        }
        if (one == '\n') {
            endLine();
        } else {
            line.write(one);
        }
    }

    private void endLine() {
        String event = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!event.isBlank()) {
            keys.add(EventLines.key(event));
        }
    }
}
