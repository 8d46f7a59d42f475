package dev.fanfare.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The demo's rules and templates, as files to copy, and one event of each type.
final class Examples {

    static final List<String> TYPES = List.of(
            "task_assigned",
            "reminder",
            "security_alert",
            "flash_sale",
            "comment_reply",
            "announcement",
            "order_shipped",
            "new_community_post",
            "new_message");

    static final List<String> TEMPLATES = List.of(
            "task-assigned",
            "reminder",
            "security-alert",
            "flash-sale",
            "comment-reply",
            "announcement",
            "order-shipped",
            "community-post",
            "new-message");

    private static final JsonMapper JSON = new JsonMapper();

    private Examples() {}

    static String rule(String type) {
        return read("rules/" + type);
    }

    static String template(String name) {
        return read("templates/" + name);
    }

    /// A CloudEvent of this type, new at each call.
    static String event(String type, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", type + "-" + now.toEpochMilli());
        event.put("source", "/demo");
        event.put("type", type);
        event.put("time", now.toString());
        event.put("datacontenttype", "application/json");
        if (type.equals("flash_sale")) {
            event.put("expiresat", now.plus(Duration.ofHours(1)).toString());
        }
        event.put("data", data(type));
        return JSON.writeValueAsString(event);
    }

    private static Map<String, Object> data(String type) {
        return switch (type) {
            case "task_assigned" ->
                Map.of(
                        "assignee", People.id(3),
                        "assigner", People.BOSS,
                        "task", Map.of("id", 7, "title", "Water the <tomatoes> & the beans", "due", "2026-12-01"));
            case "reminder" ->
                Map.of(
                        "attendees",
                        List.of(People.id(3), People.id(4), People.id(3), "nobody-we-know"),
                        "what",
                        "Stand-up",
                        "at",
                        "09:30",
                        "where",
                        "room 4");
            case "security_alert" -> Map.of("what", "Twelve failed logins", "address", "203.0.113.9");
            case "flash_sale" -> Map.of("percent", 30, "until", "18:00");
            case "comment_reply" ->
                Map.of("id", 99, "author", People.id(5), "text", "I agree.", "parent", Map.of("author", People.id(4)));
            case "announcement" ->
                Map.of("title", "We are moving", "text", "From Monday on you find us at 12 Garden Street.");
            case "order_shipped" -> Map.of("customer", People.id(2), "order_id", "12345", "tracking_number", "1Z999");
            case "new_community_post" ->
                Map.of("community", "gardeners", "author", People.id(4), "id", 5, "text", "The first frost is near 🥶");
            case "new_message" ->
                Map.of(
                        "chat",
                        3,
                        "sender",
                        People.id(3),
                        "participants",
                        List.of(People.id(3), People.id(4), People.id(5)),
                        "text",
                        "Schön! 你好 👋🎉");
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String read(String name) {
        try (InputStream in = Examples.class.getResourceAsStream("/demo/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("demo/" + name + ".json is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
