package dev.fanfare.standalone.system.storm;

import dev.fanfare.schemas.EventKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// An event that is to be posted.
///
/// @param people the numbers of those who are to be told
record Post(String source, String id, String type, String to, String priority, List<Integer> people) {

    private static final int ONES = 200;
    private static final int GROUPS = 6;
    private static final int BROADCASTS = 2;
    private static final int URGENT_ONE_IN = 10;

    /// In a drawn order: many to one person, some to a group, and two to everybody.
    static List<Post> draw(Crowd crowd, Random random) {
        List<Post> posts = new ArrayList<>();
        for (int number = 0; number < ONES; number++) {
            int person = random.nextInt(crowd.count());
            String priority = number % URGENT_ONE_IN == 0 ? "urgent" : "normal";
            posts.add(of(crowd, "one-" + number, "storm.one", crowd.person(person), priority, List.of(person)));
        }
        for (int number = 0; number < GROUPS; number++) {
            int group = random.nextInt(crowd.groups());
            posts.add(of(crowd, "group-" + number, "storm.all", crowd.group(group), "normal", crowd.members(group)));
        }
        for (int number = 0; number < BROADCASTS; number++) {
            posts.add(of(crowd, "all-" + number, "storm.all", crowd.everybody(), "normal", crowd.all()));
        }
        Collections.shuffle(posts, random);
        return posts;
    }

    static Post of(Crowd crowd, String id, String type, String to, String priority, List<Integer> people) {
        return new Post("/" + crowd.name(), id, type, to, priority, people);
    }

    String key() {
        return EventKey.of(source, id);
    }

    String json() {
        return """
                {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "priority": "%s", "data": {"to": "%s"}}""".formatted(id, source, type, priority, to);
    }
}
