package dev.fanfare.producer.audiences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Cases;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Topics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    @DisplayName("S0-17 S1-49 a person becomes a member by a call, on the person's partition")
    void a_person_becomes_a_member() {
        Answer put = put("/v1/audiences/repo%3Aocto%2Fhello/members/ada");

        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.json().path("inForce").booleanValue()).isTrue();
        var written = WORLD.written()
                .last(World.TOPICS.memberships(), Membership.class, Topics.membershipKey("ada", "repo:octo/hello"));
        assertThat(written.value().getAudience()).isEqualTo("repo:octo/hello");
        assertThat(written.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of("ada"));
    }

    @Test
    void a_person_leaves() {
        put("/v1/audiences/left/members/ada");

        assertThat(WORLD.front().delete("/v1/audiences/left/members/ada").status())
                .isEqualTo(200);
        assertThat(isMember("left", "ada")).isFalse();
    }

    @Test
    void who_is_a_member_by_profile_cannot_be_taken_out() {
        WORLD.streams().says("/v1/recipients/alan", 200, "{\"id\":\"alan\",\"audiences\":[\"team\",\"profile\"]}");

        Cases.refused(WORLD.front().delete("/v1/audiences/profile/members/alan"), 409, "id");
        assertThat(WORLD.front().delete("/v1/audiences/other/members/alan").status())
                .isEqualTo(200);
    }

    @Test
    void everyone_is_built_in() {
        Cases.refused(put("/v1/audiences/everyone/members/ada"), 400, "audience");
        Cases.refused(WORLD.front().post("/v1/audiences/everyone/members", Front.LINES, "\"ada\""), 400, "audience");
    }

    @Test
    void many_are_added_and_taken_out_by_lines() {
        put("/v1/audiences/many/members/eve");

        Answer answer = WORLD.front()
                .post(
                        "/v1/audiences/many/members",
                        Front.LINES,
                        "\"ada\"\n{\"id\":\"alan\"}\n{\"id\":\"eve\",\"member\":null}\n\"a b\"\n7\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(3);
        assertThat(answer.json().path("rejectedTotal").asInt()).isEqualTo(2);
        assertThat(answer.json().path("inForce").booleanValue()).isTrue();
        assertThat(isMember("many", "ada")).isTrue();
        assertThat(isMember("many", "alan")).isTrue();
        assertThat(isMember("many", "eve")).isFalse();
    }

    @Test
    void put_makes_it_exactly_these() {
        for (String id : new String[] {"ada", "bob", "eve"}) {
            put("/v1/audiences/exact/members/" + id);
        }
        WORLD.streams().says("/v1/audiences/exact/members", 200, """
                {"items":[{"id":"ada","by":["call"]},{"id":"bob","by":["call","profile"]},{"id":"zoe","by":["profile"]}],"next":null}""");

        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/audiences/exact/members")
                        .header("Content-Type", Front.LINES)
                        .PUT(Front.text("\"ada\"\n\"alan\"\n")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(isMember("exact", "ada")).isTrue();
        assertThat(isMember("exact", "alan")).isTrue();
        assertThat(isMember("exact", "bob")).isFalse();
        assertThat(answer.json().path("left").asInt()).isEqualTo(0);
        assertThat(answer.json().path("byProfile").path("total").asInt()).isEqualTo(2);
        assertThat(answer.json().path("byProfile").path("first").toString()).isEqualTo("[\"bob\",\"zoe\"]");
        assertThat(WORLD.written()
                        .last(World.TOPICS.memberships(), Membership.class, Topics.membershipKey("zoe", "exact")))
                .isNull();
    }

    @Test
    void put_takes_nobody_out_where_a_line_names_nobody() {
        put("/v1/audiences/careful/members/bob");
        WORLD.streams()
                .says(
                        "/v1/audiences/careful/members",
                        200,
                        "{\"items\":[{\"id\":\"bob\",\"by\":[\"call\"]}],\"next\":null}");

        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/audiences/careful/members")
                        .header("Content-Type", Front.LINES)
                        .PUT(Front.text("\"ada\"\n\"b b\"\n")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("rejectedTotal").asInt()).isEqualTo(1);
        assertThat(isMember("careful", "bob")).isTrue();
    }

    private static Answer put(String path) {
        return WORLD.front().send(WORLD.front().call(path).PUT(Front.text("")));
    }

    private static boolean isMember(String audience, String id) {
        var entry =
                WORLD.written().last(World.TOPICS.memberships(), Membership.class, Topics.membershipKey(id, audience));
        return entry != null && entry.value() != null;
    }
}
