package dev.fanfare.fanout.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WatchBulkTest {

    @Test
    void a_channel_that_cannot_be_seen_keeps_nobody_from_the_others() throws InterruptedException {
        List<Channel> seen = new ArrayList<>();
        Channel away = Topics.CHANNELS.getFirst();
        WatchBulk.Look look = channel -> {
            if (channel == away) {
                throw new TimeoutException("not allowed to look");
            }
            seen.add(channel);
        };

        try (WatchBulk watch = new WatchBulk(look, new Paces(InstantSource.system()))) {
            watch.look();
        }

        assertThat(seen).containsExactlyElementsOf(Topics.CHANNELS.subList(1, Topics.CHANNELS.size()));
    }
}
