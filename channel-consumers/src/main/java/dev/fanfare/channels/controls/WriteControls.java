package dev.fanfare.channels.controls;

import dev.fanfare.channels.breaker.Say;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.serde.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Writes what this instance says of providers to the controls topic, in order, each until it is acknowledged.
public final class WriteControls implements Say, AutoCloseable {

    private static final long CLOSE_MS = 2_000;

    private final String topic;
    private final Codec<Control> codec;
    private final Write write;
    private final BlockingQueue<ProducerRecord<byte[], byte[]>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("write-controls").daemon().unstarted(this::run);
    private volatile boolean closing;

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
        byte @Nullable [] value = control == null ? null : codec.encode(control);
        waiting.add(new ProducerRecord<>(topic, 0, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value));
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
                ProducerRecord<byte[], byte[]> first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(List.of(first));
                    waiting.drainTo(records);
                    write.run(records);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
