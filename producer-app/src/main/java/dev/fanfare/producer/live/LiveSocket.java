package dev.fanfare.producer.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A reader over a WebSocket: a text for each event, a ping for each sign of life. What the reader says is not heard.
final class LiveSocket extends Endpoint implements Reader {

    private static final int MOST_HEARD = 1024;
    private static final int HEARTBEATS = 3;

    private final Follow follow;
    private final Runnable ended;
    private final Duration heartbeat;
    private final CountDownLatch opening = new CountDownLatch(1);
    private volatile @Nullable Session session;

    /// @param ended run once the reader is gone
    LiveSocket(Follow follow, Duration heartbeat, Runnable ended) {
        this.follow = follow;
        this.heartbeat = heartbeat;
        this.ended = ended;
    }

    /// Ends what is not opened in this time: where the answer to the handshake cannot be written, the container closes
    /// the connection, and tells nobody.
    void endUnlessOpenedIn(Duration most) {
        try {
            if (opening.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        follow.close();
        ended.run();
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.setMaxTextMessageBufferSize(MOST_HEARD);
        opened.setMaxBinaryMessageBufferSize(MOST_HEARD);
        // who answers no ping is gone
        opened.getUserProperties()
                .put(
                        "org.apache.tomcat.websocket.READ_IDLE_TIMEOUT_MS",
                        heartbeat.multipliedBy(HEARTBEATS).toMillis());
        session = opened;
        opening.countDown();
        Thread.ofVirtual().name("stream-" + opened.getId()).start(this::run);
    }

    @Override
    public void onClose(Session closed, CloseReason why) {
        follow.close();
    }

    @Override
    public void onError(Session broken, Throwable why) {
        follow.close();
    }

    @Override
    public void tell(Told told) throws Left {
        Session to = session;
        try {
            if (to == null || !to.isOpen()) {
                throw new IOException("closed");
            } else if (told.isEvent()) {
                to.getBasicRemote().sendText(told.data());
            } else {
                to.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            }
        } catch (IOException | IllegalStateException gone) {
            throw new Left(gone);
        }
    }

    @Override
    public void end(String reason) {
        Session to = session;
        try {
            if (to != null && to.isOpen()) {
                to.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, reason));
            }
        } catch (IOException gone) {
            // it is closed all the same
        }
    }

    private void run() {
        try {
            follow.run(this);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            end("left");
            ended.run();
        }
    }
}
