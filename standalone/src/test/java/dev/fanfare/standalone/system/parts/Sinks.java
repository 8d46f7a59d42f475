package dev.fanfare.standalone.system.parts;

import dev.fanfare.standalone.sink.Behaviour;
import dev.fanfare.standalone.sink.MailSink;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.sink.WebhookSink;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A mail server and a webhook endpoint in the test's own process, so that no kill reaches what they saw.
public final class Sinks implements AutoCloseable {

    /// Signs every webhook.
    public static final String SECRET = "whsec_c3lzdGVtIHRlc3RzIHNpZ24gd2l0aCB0aGlz";

    private final Behaviour behaviour = new Behaviour();
    private final MailSink mail;
    private final WebhookSink hooks;

    /// @param latency of each call
    public Sinks(Duration latency) {
        this(latency, _ -> {});
    }

    /// @param latency of each call
    /// @param told hears of each call that was taken as it comes, on the thread of its connection
    public Sinks(Duration latency, Consumer<Received> told) {
        behaviour.takeTime(latency);
        mail = new MailSink(0, behaviour, told);
        hooks = new WebhookSink(0, SECRET, behaviour, told);
    }

    /// One call in a hundred takes this long instead.
    public void oneInAHundredTakes(Duration slow, People people) {
        people.addresses().stream()
                .filter(address -> Math.floorMod(address.hashCode(), 100) == 0)
                .forEach(address -> behaviour.takeTime(address, slow));
    }

    /// How they answer; may be changed while they run.
    public Behaviour behaviour() {
        return behaviour;
    }

    /// These are put off, until [#allowAll].
    public void putOff(Collection<String> addresses) {
        addresses.forEach(address -> behaviour.refuse(address, address.startsWith("/") ? 503 : 450));
    }

    public void allowAll() {
        behaviour.allowAll();
    }

    /// Calls that were taken and are not answered yet.
    public int underWay() {
        return behaviour.underWay();
    }

    /// What Fanfare must be told to reach them.
    public Map<String, String> settings() {
        return Map.of(
                "fanfare.email.smtp.host", "127.0.0.1",
                "fanfare.email.smtp.port", String.valueOf(mail.port()),
                "fanfare.webhook.allow-private-addresses", "true",
                // A crowded machine may be slow; what is deferred for that comes back after minutes.
                "fanfare.email.timeout", "60s",
                "fanfare.webhook.timeout", "60s");
    }

    public int mailPort() {
        return mail.port();
    }

    public int hookPort() {
        return hooks.port();
    }

    /// The URL for this path.
    public String hook(String path) {
        return hooks.url(path);
    }

    /// Calls that ended well.
    public long calls() {
        return mail.counts().calls() + hooks.counts().calls();
    }

    /// Different deliveries among them.
    public long distinct() {
        return mail.counts().distinct() + hooks.counts().distinct();
    }

    /// When a delivery came for the first time most recently, in ms since 1970.
    public long lastAt() {
        return Math.max(mail.counts().lastAt(), hooks.counts().lastAt());
    }

    public List<Received> received() {
        return Stream.concat(mail.received().stream(), hooks.received().stream())
                .toList();
    }

    /// The calls that were refused on purpose.
    public List<Received> refusals() {
        return Stream.concat(mail.refusals().stream(), hooks.refusals().stream())
                .toList();
    }

    @Override
    public void close() {
        mail.close();
        hooks.close();
    }
}
