package dev.fanfare.producer.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Cases;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Recipient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void a_recipient_stands_on_its_partition_when_it_is_answered() {
        Answer put = WORLD.front().put("/v1/recipients/%C3%A9ve%2F1", """
                {"id":"éve/1","locale":"en-gb","timeZone":"Europe/London","audiences":["role:teacher","role:teacher"],
                 "email":["a@example.org"],"phone":["+441632960000"],"push":[{"provider":"fcm","token":"t"}],
                 "webhook":[{"url":"https://example.org/hook","secrets":["%s"]},{"url":"http://localhost:9/h","secret":"%s"}]}""".formatted(SECRET, SECRET));

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().path("id").asString()).isEqualTo("éve/1");
        assertThat(put.json().path("inForce").booleanValue()).isTrue();
        var written = WORLD.written().last(World.TOPICS.recipients(), Recipient.class, "éve/1");
        assertThat(written.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of("éve/1"));
        assertThat(written.value().getLocale()).isEqualTo("en-GB");
        assertThat(written.value().getAudiences()).containsExactly("role:teacher");
        assertThat(written.value().getWebhook().get(1).getSecrets()).containsExactly(SECRET);
        assertThat(WORLD.written().last(World.TOPICS.preferences(), Preferences.class, "éve/1"))
                .isNull();
    }

    @ParameterizedTest(name = "{0}: about {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id":"other"}                                                        | id
            {"name":"Ada"}                                                        | name
            {"locale":"english"}                                                  | locale
            {"timeZone":"Mars/Base"}                                              | timeZone
            {"audiences":["everyone"]}                                            | audiences[0]
            {"audiences":["a","b c"]}                                             | audiences[1]
            {"email":"a@example.org"}                                             | email
            {"email":["a@example.org","nobody"]}                                  | email[1]
            {"email":["a@example.org\\r\\nBcc: all@example.org"]}                 | email[0]
            {"email":["Ada <a@example.org>"]}                                     | email[0]
            {"email":["a..b@example.org"]}                                        | email[0]
            {"phone":["0163 2960000"]}                                            | phone[0]
            {"push":[{"provider":"pager","token":"t"}]}                           | push[0].provider
            {"push":[{"provider":"fcm"}]}                                         | push[0].token
            {"push":[{"provider":"fcm","token":"t","keys":{}}]}                   | push[0].keys
            {"push":[{"provider":"apns","token":"xyz"}]}                          | push[0].token
            {"push":[{"provider":"web","token":"t"}]}                             | push[0].token
            {"push":[{"provider":"web","token":"https://p.example/1"}]}           | push[0].keys
            {"push":[{"provider":"web","token":"https://p.example/1","keys":{"p256dh":"%%","auth":"x"}}]} | push[0].keys.p256dh
            {"push":["t"]}                                                        | push[0]
            {"webhook":[{"url":"ftp://example.org/"}]}                            | webhook[0].url
            {"webhook":[{"url":"https://user:pw@example.org/"}]}                  | webhook[0].url
            {"webhook":[{"url":"https:///nowhere"}]}                              | webhook[0].url
            {"webhook":[{"url":"/relative"}]}                                     | webhook[0].url
            {"webhook":[{"url":"https://example.org","secret":"short"}]}          | webhook[0].secret
            {"webhook":[{"url":"https://example.org","secrets":["whsec_QUJD"]}]}  | webhook[0].secrets[0]
            {"webhook":[{"url":"https://example.org","hook":1}]}                  | webhook[0].hook
            {"preferences":{"mute":["a b"]}}                                      | preferences.mute[0]
            {"preferences":{"quiet":{"from":"22:00"}}}                            | preferences.quiet.to
            {"preferences":{"quiet":{"from":"24:00","to":"07:00"}}}               | preferences.quiet.from
            {"preferences":{"quiet":{"from":"07:00","to":"07:00"}}}               | preferences.quiet.to
            {"preferences":{"sound":"off"}}                                       | preferences.sound
            """)
    void what_is_wrong_is_named(String json, String named) {
        Cases.refused(WORLD.front().put("/v1/recipients/wrong", json), 400, named);
    }

    @Test
    void what_is_wrong_is_not_written() {
        assertThat(WORLD.front()
                        .put("/v1/recipients/wrong", "{\"phone\":[\"1\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(WORLD.written().last(World.TOPICS.recipients(), Recipient.class, "wrong"))
                .isNull();
    }

    @Test
    void a_refused_secret_is_not_told_back() {
        Answer answer = WORLD.front()
                .put(
                        "/v1/recipients/wrong",
                        "{\"webhook\":[{\"url\":\"https://example.org\",\"secret\":\"whsec_!!confidential!!\"}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("confidential");
    }

    @Test
    void an_id_that_is_none_is_refused() {
        assertThat(WORLD.front().put("/v1/recipients/a%20b", "{}").field()).isEqualTo("id");
        assertThat(WORLD.front().put("/v1/recipients/" + "x".repeat(201), "{}").field())
                .isEqualTo("id");
        assertThat(WORLD.front().put("/v1/recipients/%2E%2E", "{}").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("S3-29 what a person chose is overwritten only where the call says so")
    void preferences_that_come_with_a_person_apply_where_nothing_was_chosen() {
        String json =
                "{\"preferences\":{\"mute\":[\"marketing.*\",\"email:news.*\",\"*\"],\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\"}}}";

        assertThat(WORLD.front()
                        .put("/v1/recipients/p1", json)
                        .json()
                        .path("preferences")
                        .asString())
                .isEqualTo("written");
        assertThat(mutes("p1")).containsExactly("marketing.*", "email:news.*", "*");

        WORLD.streams().says("/v1/recipients/p2/preferences", 200, "{\"mute\":[]}");
        assertThat(WORLD.front()
                        .put("/v1/recipients/p2", json)
                        .json()
                        .path("preferences")
                        .asString())
                .isEqualTo("kept");
        assertThat(WORLD.written().last(World.TOPICS.preferences(), Preferences.class, "p2"))
                .isNull();

        Answer replaced = WORLD.front().put("/v1/recipients/p2?preferences=replace", json);
        assertThat(replaced.json().path("preferences").asString()).isEqualTo("written");
        assertThat(mutes("p2")).hasSize(3);

        WORLD.streams().says("/v1/recipients/p3/preferences", 503, "{}");
        Answer unknown = WORLD.front().put("/v1/recipients/p3", json);
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(unknown.header("Retry-After")).isNotEmpty();
        assertThat(WORLD.written().last(World.TOPICS.recipients(), Recipient.class, "p3"))
                .isNull();

        assertThat(WORLD.front().put("/v1/recipients/p4?preferences=keep", json).field())
                .isEqualTo("preferences");
    }

    @Test
    void preferences_are_put_alone() {
        Answer put = WORLD.front().put("/v1/recipients/p5/preferences", "{\"mute\":[\"a\"]}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("inForce").booleanValue()).isTrue();
        assertThat(mutes("p5")).containsExactly("a");
    }

    @Test
    void deleting_erases_addresses_and_preferences() {
        WORLD.front().put("/v1/recipients/p6?preferences=replace", "{\"preferences\":{}}");

        assertThat(WORLD.front()
                        .delete("/v1/recipients/p6")
                        .json()
                        .path("inForce")
                        .booleanValue())
                .isTrue();
        assertThat(WORLD.written()
                        .last(World.TOPICS.recipients(), Recipient.class, "p6")
                        .value())
                .isNull();
        assertThat(WORLD.written()
                        .last(World.TOPICS.preferences(), Preferences.class, "p6")
                        .value())
                .isNull();
    }

    @Test
    void many_come_one_a_line_packed_and_null_erases() throws IOException {
        String lines = IntStream.range(0, 2_000)
                        .mapToObj(n -> "{\"id\":\"many-" + n + "\",\"email\":[\"m@example.org\"]}")
                        .collect(Collectors.joining("\n"))
                + "\n{\"id\":\"many-7\",\"recipient\":null}\n{\"id\":\"many-8\",\"recipient\":{}}\n{\"email\":[]}\n";

        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/recipients")
                        .header("Content-Type", Front.LINES)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed(lines))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2_001);
        assertThat(answer.json().path("rejectedTotal").asInt()).isEqualTo(2);
        assertThat(answer.json().path("rejected").get(0).path("id").asString()).isEqualTo("many-8");
        assertThat(answer.json().path("rejected").get(1).path("field").asString())
                .isEqualTo("id");
        assertThat(answer.json().path("inForce").booleanValue()).isTrue();
        assertThat(WORLD.written()
                        .last(World.TOPICS.recipients(), Recipient.class, "many-7")
                        .value())
                .isNull();
        assertThat(WORLD.written()
                        .last(World.TOPICS.recipients(), Recipient.class, "many-9")
                        .value())
                .isNotNull();
        assertThat(WORLD.streams().asked("/internal/in-force")).hasSizeBetween(3, 6);
    }

    @Test
    void many_who_chose_nothing_yet_get_the_preferences_that_they_come_with() {
        WORLD.streams().says("/v1/recipients/chosen-1/preferences", 200, "{\"mute\":[]}");
        String lines = IntStream.range(0, 100)
                .mapToObj(n -> "{\"id\":\"chosen-" + n + "\",\"preferences\":{\"mute\":[\"m\"]}}")
                .collect(Collectors.joining("\n"));

        Answer answer = WORLD.front().post("/v1/recipients", Front.LINES, lines);

        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(100);
        assertThat(WORLD.written().on(World.TOPICS.preferences(), Preferences.class))
                .filteredOn(entry -> entry.key().startsWith("chosen-"))
                .hasSize(99)
                .noneMatch(entry -> entry.key().equals("chosen-1"));

        WORLD.streams().says("/v1/recipients/chosen-50/preferences", 500, "{}");
        assertThat(WORLD.front().post("/v1/recipients", Front.LINES, lines).status())
                .isEqualTo(503);
        assertThat(WORLD.front()
                        .post("/v1/recipients?preferences=replace", Front.LINES, lines)
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void a_packed_bomb_is_refused() throws IOException {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/recipients")
                        .header("Content-Type", Front.LINES)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed("\n".repeat(30_000_000)))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void what_is_not_packed_as_it_says_is_refused() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/recipients")
                        .header("Content-Type", Front.LINES)
                        .header("Content-Encoding", "gzip")
                        .POST(Front.text("{\"id\":\"ada\"}")));

        assertThat(answer.status()).isEqualTo(400);
    }

    private static java.util.List<String> mutes(String id) {
        return WORLD.written()
                .last(World.TOPICS.preferences(), Preferences.class, id)
                .value()
                .getMute();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
