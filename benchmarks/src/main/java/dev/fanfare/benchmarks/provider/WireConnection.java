package dev.fanfare.benchmarks.provider;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A caller's side of a connection: many calls at once, each a number and a delivery's id, answered by that number in
/// any order.
final class WireConnection implements AutoCloseable {

    private final Map<Integer, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Socket socket;
    private volatile boolean open = true;

    private record Call(int number, String delivery) {}

    private WireConnection(Socket socket) {
        this.socket = socket;
    }

    static WireConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        WireConnection connection = new WireConnection(socket);
        Thread.ofPlatform().daemon().name("wire-write").start(connection::write);
        Thread.ofPlatform().daemon().name("wire-read").start(connection::read);
        return connection;
    }

    boolean isOpen() {
        return open;
    }

    /// Ends when the answer has come; fails with the connection.
    CompletableFuture<Void> call(String delivery) {
        Call call = new Call(numbers.incrementAndGet(), delivery);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        waiting.put(call.number(), answer);
        calls.add(call);
        if (!open) {
            fail();
        }
        return answer;
    }

    /// As many at once as there are.
    private void write() {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 65_536))) {
            while (open) {
                for (Call call = calls.take(); call != null; call = calls.poll()) {
                    out.writeInt(call.number());
                    out.writeUTF(call.delivery());
                }
                out.flush();
            }
        } catch (IOException | InterruptedException gone) {
            close();
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536))) {
            while (open) {
                CompletableFuture<Void> answer = waiting.remove(in.readInt());
                if (answer != null) {
                    answer.complete(null);
                }
            }
        } catch (IOException gone) {
            close();
        }
    }

    private void fail() {
        waiting.keySet().forEach(number -> {
            CompletableFuture<Void> answer = waiting.remove(number);
            if (answer != null) {
                answer.completeExceptionally(new IOException("the connection is lost"));
            }
        });
    }

    @Override
    public void close() {
        open = false;
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // It is closed either way.
        }
        fail();
    }
}
