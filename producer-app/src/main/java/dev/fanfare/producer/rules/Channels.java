package dev.fanfare.producer.rules;

import dev.fanfare.producer.http.Fields;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Channels by their names outside.
public final class Channels {

    private static final String KNOWN = Topics.CHANNELS.stream().map(Names::of).collect(Collectors.joining(", "));

    private Channels() {}

    static List<Channel> read(Fields fields, String name) {
        List<Channel> channels = of(fields.path(name), fields.lines(name, Channel.values().length, 50));
        if (channels.isEmpty()) {
            throw fields.wrong(name, "is missing");
        }
        return channels;
    }

    /// Each once; 400 about a name that is none, 422 about a channel that this version does not have.
    public static List<Channel> of(String field, List<String> names) {
        List<Channel> channels = new ArrayList<>();
        for (String name : names) {
            Channel channel = Names.parse(Channel.class, name)
                    .orElseThrow(() -> Refused.invalid(field, "'" + name + "' is no channel; there are " + KNOWN));
            if (!Topics.CHANNELS.contains(channel)) {
                throw Refused.unfit(field, "this version does not deliver on " + name + "; it does on " + KNOWN);
            }
            if (!channels.contains(channel)) {
                channels.add(channel);
            }
        }
        return channels;
    }
}
