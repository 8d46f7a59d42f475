package dev.fanfare.benchmarks.provider;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Answers the calls of one connection, each when its time has come, and tells of those that it answered.
final class AnswerLater implements AutoCloseable {

    private final BlockingQueue<Due> waiting = new LinkedBlockingQueue<>();
    private final Socket socket;
    private final long latency;
    private final Consumer<String> told;
    private final Thread thread;

    private record Due(int number, String delivery, long at) {}

    AnswerLater(Socket socket, Duration latency, Consumer<String> told) {
        this.socket = socket;
        this.told = told;
        this.latency = latency.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("wire-answer").start(this::answer);
    }

    void add(int number, String delivery) {
        waiting.add(new Due(number, delivery, System.nanoTime() + latency));
    }

    private void answer() {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 65_536))) {
            Due next = waiting.take();
            while (true) {
                for (long left = next.at() - System.nanoTime(); left > 0; left = next.at() - System.nanoTime()) {
                    out.flush();
                    LockSupport.parkNanos(left);
                    if (Thread.interrupted()) {
                        return;
                    }
                }
                out.writeInt(next.number());
                told.accept(next.delivery());
                Due more = waiting.poll();
                if (more == null) {
                    out.flush();
                    more = waiting.take();
                }
                next = more;
            }
        } catch (IOException | InterruptedException gone) {
            // With its caller.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
