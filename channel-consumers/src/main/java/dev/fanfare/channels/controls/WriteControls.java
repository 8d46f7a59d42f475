package dev.fanfare.channels.controls;

import dev.fanfare.channels.breaker.Say;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what this instance says of providers to the controls topic, in order, each until it is acknowledged.
///
/// Whoever says something is never held up, nor told what fails: a call that was answered stays answered.
public final class WriteControls implements Say, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteControls.class);
    private static final long CLOSE_MS = 2_000;

    private final String topic;
    private final Codec<Control> codec;
    private final Write write;
    private final BlockingQueue<Said> waiting = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("write-controls").daemon().unstarted(this::run);
    private volatile boolean closing;

    private record Said(String key, @Nullable Control control) {}

    /// Writes records until all are acknowledged.
    @FunctionalInterface
    public interface Write {

        void run(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException;
    }

    public WriteControls(String topic, Codec<Control> codec, Write write) {
        this.topic = topic;
        this.codec = codec;
        this.write = write;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void say(String key, @Nullable Control control) {
        waiting.add(new Said(key, control));
    }

    /// Whether what is said is still written; true until it is closed.
    public boolean isRunning() {
        return closing || thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    /// What was said before is still written, for 2 s at most.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                Said first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Said> said = new ArrayList<>(List.of(first));
                    waiting.drainTo(said);
                    write(said);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What cannot be written at all is passed over: the next word about the same says it anew.
    private void write(List<Said> said) throws InterruptedException {
        try {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (Said one : said) {
                records.add(AwaitRegistry.during(() -> record(one)));
            }
            write.run(records);
        } catch (RuntimeException failed) {
            LOG.error("What was said of providers could not be written: {}", keys(said), failed);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Said said) {
        Control control = said.control();
        byte @Nullable [] value = control == null ? null : codec.encode(control);
        return new ProducerRecord<>(topic, 0, said.key().getBytes(StandardCharsets.UTF_8), value);
    }

    private static List<String> keys(List<Said> said) {
        return said.stream().map(Said::key).distinct().toList();
    }
}
