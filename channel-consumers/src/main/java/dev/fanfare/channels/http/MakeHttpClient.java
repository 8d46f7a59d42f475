package dev.fanfare.channels.http;

import dev.fanfare.channels.delivery.SendSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Makes the HTTP client: kept connections, nothing followed, nothing remembered, nothing repeated by itself.
final class MakeHttpClient {

    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(30);

    private MakeHttpClient() {}

    /// @param names asked once for each connection
    /// @param executor what sends each request
    static CloseableHttpClient of(SendSettings send, DnsResolver names, HttpRequestExecutor executor) {
        Timeout limit = Timeout.of(send.timeout());
        return HttpClients.custom()
                .setRequestExecutor(executor)
                .setConnectionManager(connections(send, names, limit))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(limit)
                        .setResponseTimeout(limit)
                        .setExpectContinueEnabled(false)
                        .build())
                .setUserAgent("Fanfare")
                .evictIdleConnections(KEPT_IDLE)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(SendSettings send, DnsResolver names, Timeout limit) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(send.inFlight())
                .setMaxConnPerRoute(send.inFlight())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .setTimeToLive(TimeValue.of(Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
    }
}
