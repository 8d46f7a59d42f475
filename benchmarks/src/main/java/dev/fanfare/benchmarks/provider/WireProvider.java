package dev.fanfare.benchmarks.provider;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A provider at a socket on loopback: takes each call after a time, and breaks down when it is told to.
public final class WireProvider implements AutoCloseable {

    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
    private final Duration latency;
    private final Consumer<String> told;
    private final int port;
    private volatile ServerSocket door;

    /// @param latency of each call
    /// @param told hears of each call, by its delivery's id, when it is answered
    public WireProvider(Duration latency, Consumer<String> told) {
        this.latency = latency;
        this.told = told;
        this.door = opened(0);
        this.port = door.getLocalPort();
        serve(door);
    }

    public int port() {
        return port;
    }

    /// Cuts off every caller and takes no new ones.
    public void breakDown() {
        shut(door);
        callers.forEach(WireProvider::shut);
    }

    public void comeBack() {
        door = opened(port);
        serve(door);
    }

    private static ServerSocket opened(int port) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return door;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void serve(ServerSocket at) {
        Thread.ofPlatform().daemon().name("wire-provider").start(() -> {
            try {
                while (true) {
                    Socket caller = at.accept();
                    callers.add(caller);
                    Thread.ofPlatform().daemon().name("wire-caller").start(() -> take(caller));
                }
            } catch (IOException closed) {
                // No more callers.
            }
        });
    }

    private void take(Socket caller) {
        try (caller;
                AnswerLater answers = new AnswerLater(caller, latency, told)) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(caller.getInputStream(), 65_536));
            while (true) {
                answers.add(in.readInt(), in.readUTF());
            }
        } catch (IOException gone) {
            // With its caller, or because it broke down.
        } finally {
            callers.remove(caller);
        }
    }

    private static void shut(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception alreadyGone) {
            // It is closed either way.
        }
    }

    @Override
    public void close() {
        breakDown();
    }
}
