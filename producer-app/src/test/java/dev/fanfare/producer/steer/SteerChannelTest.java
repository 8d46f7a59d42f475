package dev.fanfare.producer.steer;

import static dev.fanfare.producer.fakes.Front.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.fakes.Written.Entry;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.ChannelControl;
import dev.fanfare.schemas.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SteerChannelTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void a_pause_and_its_end_are_durable_before_their_answer_and_kept_in_the_audit() {
        Answer paused = ask("in-app/pause");
        assertThat(paused.status()).as(paused.body()).isEqualTo(202);
        assertThat(control().getPaused()).isTrue();
        assertThat(audited()).isEqualTo("channel.pause");

        assertThat(ask("in-app/resume").status()).isEqualTo(202);
        assertThat(control().getPaused()).isFalse();
        assertThat(audited()).isEqualTo("channel.resume");
    }

    @Test
    void a_channel_that_is_none_is_not_found() {
        assertThat(ask("pigeon/pause").status()).isEqualTo(404);
    }

    private static Answer ask(String path) {
        return WORLD.front().post("/v1/channels/" + path, JSON, "");
    }

    private static ChannelControl control() {
        Entry<Control> last = WORLD.written().last(World.TOPICS.controls(), Control.class, "channel/in-app");
        return (ChannelControl) last.value().getContent();
    }

    private static String audited() {
        return WORLD.written()
                .last(World.TOPICS.audit(), AuditEntry.class, "in-app")
                .value()
                .getAction();
    }
}
