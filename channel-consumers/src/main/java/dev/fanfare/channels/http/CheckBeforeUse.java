package dev.fanfare.channels.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// Looks at a kept connection before each call, which takes a millisecond: where the provider has closed it, nothing is
/// sent.
final class CheckBeforeUse extends HttpRequestExecutor {

    /// The provider cannot have read the call.
    static final class NotSent extends IOException {

        private static final long serialVersionUID = 1;

        NotSent() {
            super("a kept connection was closed meanwhile");
        }
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback informed,
            HttpContext context)
            throws IOException, HttpException {
        if (connection.getEndpointDetails().getResponseCount() > 0 && connection.isStale()) {
            throw new NotSent();
        }
        return super.execute(request, connection, informed, context);
    }
}
