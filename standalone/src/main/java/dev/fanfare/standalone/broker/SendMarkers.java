package dev.fanfare.standalone.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The request with which a coordinator marks the ends of transactions (WriteTxnMarkers); the admin client can send the
/// aborting ones alone.
final class SendMarkers {

    private static final Logger LOG = LoggerFactory.getLogger(SendMarkers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RESPONSE_MOST = 16 * 1024 * 1024;

    private SendMarkers() {}

    /// @throws UncheckedIOException where the broker does not answer
    static void to(String bootstrapServers, List<TxnMarkerEntry> markers) {
        short version = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
        RequestHeader header = new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, version, "lost-markers", 1);
        ByteBuffer request =
                new WriteTxnMarkersRequest.Builder(markers).build(version).serializeWithHeader(header);
        URI broker = URI.create("kafka://" + bootstrapServers);
        try (Socket socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > RESPONSE_MOST) {
                throw new IOException("an answer of " + length + " bytes");
            }
            complain(AbstractResponse.parseResponse(ByteBuffer.wrap(in.readNBytes(length)), header));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void complain(AbstractResponse response) {
        ((WriteTxnMarkersResponse) response)
                .errorsByProducerId()
                .forEach((producer, errors) -> errors.forEach((partition, error) -> {
                    if (error != Errors.NONE) {
                        LOG.atWarn()
                                .addKeyValue("producer", producer)
                                .addKeyValue("partition", partition)
                                .addKeyValue("error", error)
                                .log("The end of a transaction could not be marked");
                    }
                }));
    }
}
