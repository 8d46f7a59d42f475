package dev.fanfare.schemas.cloudevents;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.json.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Channels by their names outside.
public final class ChannelNames {

    private static final String KNOWN = Topics.CHANNELS.stream().map(Names::of).collect(Collectors.joining(", "));

    private ChannelNames() {}

    /// Each once.
    ///
    /// @throws BadInput about `field` for a name that is none
    public static List<Channel> of(String field, List<String> names) {
        List<Channel> channels = new ArrayList<>();
        for (String name : names) {
            Channel channel = Names.parse(Channel.class, name)
                    .orElseThrow(() -> BadInput.wrong(field, "'" + name + "' is no channel; there are " + KNOWN));
            if (!channels.contains(channel)) {
                channels.add(channel);
            }
        }
        return channels;
    }
}
