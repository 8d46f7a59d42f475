package dev.fanfare.producer.rules;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.cloudevents.ChannelNames;
import dev.fanfare.schemas.json.Fields;
import java.util.List;

/// The channels that a rule names.
final class Channels {

    private Channels() {}

    static List<Channel> read(Fields fields, String name) {
        List<Channel> channels = ChannelNames.of(fields.path(name), fields.lines(name, Channel.values().length, 50));
        if (channels.isEmpty()) {
            throw fields.wrong(name, "is missing");
        }
        return channels;
    }
}
