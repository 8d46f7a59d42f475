package dev.fanfare.producer.people;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.QuietHours;
import dev.fanfare.schemas.json.Fields;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a person chose, from JSON.
final class ReadPreferences {

    private static final int MUTES = 1_000;
    private static final int LENGTH = 250;
    private static final String MUTE = "mute";
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private ReadPreferences() {}

    static Preferences read(Fields fields, String recipient) {
        fields.only(Set.of(MUTE, "quiet"));
        List<String> mutes = fields.lines(MUTE, MUTES, LENGTH);
        for (int n = 0; n < mutes.size(); n++) {
            if (!isMute(mutes.get(n))) {
                throw fields.wrong(
                        MUTE + "[" + n + "]",
                        "must be TYPE, TYPE.*, CHANNEL:TYPE, CHANNEL:TYPE.*, or * for every type");
            }
        }
        return Preferences.newBuilder()
                .setRecipient(recipient)
                .setMute(mutes.stream().distinct().toList())
                .setQuiet(fields.object("quiet").map(ReadPreferences::quiet).orElse(null))
                .build();
    }

    private static boolean isMute(String mute) {
        int colon = mute.indexOf(':');
        boolean channel = colon > 0
                && Names.parse(Channel.class, mute.substring(0, colon)).isPresent();
        String types = channel ? mute.substring(colon + 1) : mute;
        String type = types.endsWith(".*") ? types.substring(0, types.length() - 2) : types;
        return types.equals("*") || Ids.valid(type);
    }

    private static QuietHours quiet(Fields fields) {
        fields.only(Set.of("from", "to"));
        QuietHours quiet = new QuietHours(time(fields, "from"), time(fields, "to"));
        if (quiet.getFrom().equals(quiet.getTo())) {
            throw fields.wrong("to", "is the same time as from");
        }
        return quiet;
    }

    private static String time(Fields fields, String name) {
        String time = fields.needed(name, 10);
        if (!TIME.matcher(time).matches()) {
            throw fields.wrong(name, "must be a time of day as 22:00");
        }
        return time;
    }
}
