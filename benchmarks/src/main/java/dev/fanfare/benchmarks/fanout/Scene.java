package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.Apps;
import dev.fanfare.benchmarks.stack.AwaitRead;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.standalone.client.FrontDoor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/// Broker, front door and fan-out with tracking, each a process of its own, with rules and templates, and nobody yet.
///
/// Nobody reads the e-mail topics: what is measured is the fan-out, which therefore waits for no channel.
final class Scene implements AutoCloseable {

    static final String SAME = "bench.news.same";
    static final String NAMED = "bench.news.named";

    /// Ample for a standby to copy what a million people take.
    private static final Duration COPYING = Duration.ofSeconds(30);

    private static final String WORDS = """
            {"en": {"subject": "Summer fair at {{data.school}}", "text": "%sthe summer fair is on Saturday at {{data.hour}} in the yard. Bring cake, and a chair to sit on."},
             "de": {"subject": "Sommerfest an der {{data.school}}", "text": "%sdas Sommerfest ist am Samstag um {{data.hour}} im Hof. Bringt Kuchen mit, und einen Stuhl."},
             "fr": {"subject": "F\u00eate de l'\u00e9cole {{data.school}}", "text": "%sla f\u00eate est samedi \u00e0 {{data.hour}} dans la cour. Apportez un g\u00e2teau et une chaise."}}
            """;

    private final Apps apps;
    private final FrontDoor door;
    private final Admin admin;
    private AppProcess fanout;

    private Scene(Apps apps) {
        this.apps = apps;
        // The fan-out first: it makes the topics.
        fanout = apps.startFanout(0);
        apps.startFront(2);
        door = apps.frontDoor();
        admin = Admin.create(apps.kafka().client());
    }

    static Scene open(Map<String, String> settings) {
        Map<String, String> alone = new HashMap<>(Map.of("fanfare.fanout.ahead", "0s"));
        alone.putAll(settings);
        Apps apps = Apps.start(alone);
        try {
            Scene scene = new Scene(apps);
            scene.rules();
            return scene;
        } catch (RuntimeException failed) {
            apps.close();
            throw failed;
        }
    }

    private void rules() {
        template("bench-same", WORDS.formatted("", "", ""));
        template(
                "bench-named",
                WORDS.formatted("Dear {{recipient.id}}, ", "Hallo {{recipient.id}}, ", "{{recipient.id}}, "));
        rule(SAME, "\"audiences\": [\"everyone\"], \"channels\": [\"email\"], \"template\": \"bench-same\"");
        rule(NAMED, "\"audiences\": [\"everyone\"], \"channels\": [\"email\"], \"template\": \"bench-named\"");
        rule(MeasureSmallEvents.TYPE, "\"channels\": [\"email\"], \"template\": \"bench-same\"");
        rule(Urgent.TYPE, "\"channels\": [\"webhook\"], \"template\": \"bench-same\", \"priority\": \"urgent\"");
    }

    private void template(String name, String words) {
        door.put("/v1/templates/" + name, words).orFail();
    }

    private void rule(String type, String fields) {
        door.put("/v1/rules/" + type, "{" + fields + "}").orFail();
    }

    Apps apps() {
        return apps;
    }

    FrontDoor door() {
        return door;
    }

    Admin admin() {
        return admin;
    }

    AppProcess fanout() {
        return fanout;
    }

    /// A fresh JVM over the same stores.
    void restartFanout() {
        fanout.close();
        fanout = apps.startFanout(0);
        awaitRead().all();
    }

    /// Nobody expands anything from here on.
    void stopFanout() {
        fanout.close();
    }

    /// Behind a kill; does not wait.
    void launchFanout() {
        fanout = apps.launchFanout(0);
    }

    void awaitFanout() {
        fanout.awaitReady();
        awaitRead().all();
    }

    /// A second one, with all that it needs to take over.
    AppProcess startStandby() {
        AppProcess second = apps.startFanout(1);
        awaitRead().all();
        LockSupport.parkNanos(COPYING.toNanos());
        return second;
    }

    AwaitRead awaitRead() {
        return new AwaitRead(admin, apps.topics().group("fanout"));
    }

    /// Where broadcasts come out.
    List<Topic> mail() {
        return List.of(
                apps.topics().channel(Channel.EMAIL, Lane.STANDARD),
                apps.topics().channel(Channel.EMAIL, Lane.BULK));
    }

    @Override
    public void close() {
        admin.close();
        door.close();
        apps.close();
    }
}
