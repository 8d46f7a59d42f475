package dev.fanfare.standalone.sink;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// The JDK's HTTP server on loopback, a virtual thread for each call, set up for thousands of kept connections.
final class LoopbackHttp {

    private static final int CONNECTIONS = 5_000;

    static {
        // Read once, when the server's classes are loaded: without them it closes all but 200 idle connections, and
        // waits
        // for the other side's acknowledgement in the middle of an answer.
        System.setProperty("sun.net.httpserver.maxIdleConnections", String.valueOf(CONNECTIONS));
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private LoopbackHttp() {}

    /// @param port 0 for a free one
    static HttpServer start(int port, HttpHandler handler) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTIONS);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", handler);
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failed);
        }
    }
}
