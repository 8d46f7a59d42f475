package dev.fanfare.standalone.sink;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server on loopback that keeps nothing but its book; good for some thousand connections.
public final class MailSink implements AutoCloseable {

    private static final int CONNECTIONS = 5_000;

    private final Book book;
    private final SMTPServer server;

    /// @param port 0 for a free one
    public MailSink(int port, Behaviour behaviour) {
        this(port, behaviour, _ -> {});
    }

    /// @param port 0 for a free one
    /// @param told hears of each mail as it comes, on the thread of its connection
    public MailSink(int port, Behaviour behaviour, Consumer<Received> told) {
        book = new Book(told);
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .backlog(CONNECTIONS)
                .maxConnections(CONNECTIONS)
                .connectionTimeout(10, TimeUnit.MINUTES)
                .insertReceivedHeaders(false)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(_ -> new TakeMail(book, behaviour))
                .build();
        server.start();
    }

    public int port() {
        return server.getPortAllocated();
    }

    public Counts counts() {
        return book.counts();
    }

    /// The mails as they came, at most the first 200,000.
    public List<Received> received() {
        return book.received();
    }

    /// The calls that were refused on purpose, at most the first 200,000.
    public List<Received> refusals() {
        return book.refusals();
    }

    @Override
    public void close() {
        server.stop();
    }
}
