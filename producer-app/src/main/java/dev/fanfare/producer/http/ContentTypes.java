package dev.fanfare.producer.http;

import org.springframework.http.MediaType;

/// The content types that calls take.
public final class ContentTypes {

    public static final MediaType JSON = MediaType.APPLICATION_JSON;
    public static final MediaType NDJSON = MediaType.APPLICATION_NDJSON;
    public static final MediaType EVENT = new MediaType("application", "cloudevents+json");
    public static final MediaType EVENTS = new MediaType("application", "cloudevents-batch+json");

    private ContentTypes() {}
}
