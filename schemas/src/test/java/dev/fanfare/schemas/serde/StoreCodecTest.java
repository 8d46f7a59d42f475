package dev.fanfare.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.InboxPlace;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class StoreCodecTest {

    private static final Schema NOW = InboxPlace.getClassSchema();
    private static final Schema OLDER = SchemaBuilder.record("InboxPlace")
            .namespace("dev.fanfare.schemas")
            .fields()
            .optionalString("gone")
            .requiredString("recipient")
            .requiredString("id")
            .name("createdAt")
            .type(NOW.getField("createdAt").schema())
            .noDefault()
            .endRecord();

    private final InboxPlace place = new InboxPlace("ada", "d1", Instant.ofEpochMilli(5));

    @Test
    void what_was_stored_by_a_published_version_is_read_by_that_versions_schema() {
        StoreCodec<InboxPlace> codec = StoreCodec.behind(List.of(OLDER), InboxPlace.class);
        byte[] older = {1, 0, 6, 'a', 'd', 'a', 4, 'd', '1', 10};

        assertThat(codec.decode(older)).isEqualTo(place);
        assertThat(codec.encode(place)).startsWith(2);
        assertThat(codec.decode(codec.encode(place))).isEqualTo(place);
    }

    @Test
    void the_schema_of_now_is_no_new_version_where_it_is_the_last_published_one() {
        Schema kept = new Schema.Parser().parse(PublishedSchemas.canonical(NOW));
        StoreCodec<InboxPlace> codec = StoreCodec.behind(List.of(OLDER, kept), InboxPlace.class);

        assertThat(codec.encode(place)).startsWith(2);
    }

    @Test
    void a_version_of_later_is_refused() {
        StoreCodec<InboxPlace> codec = StoreCodec.behind(List.of(), InboxPlace.class);

        assertThatThrownBy(() -> codec.decode(new byte[] {2, 6})).hasMessageContaining("does not know: 2");
    }
}
