package dev.fanfare.producer.rules;

import dev.fanfare.schemas.Event;
import java.util.List;
import java.util.stream.Stream;

/// The attributes with which an event overrules its rule; where keys are in use, only those that the rule's `allow`
/// names.
public final class Overruling {

    private static final String RECIPIENTS = "recipients";
    private static final String AUDIENCES = "audiences";
    private static final String PRIORITY = "priority";
    private static final String CHANNELS = "channels";
    private static final String TEMPLATE = "template";
    private static final String TITLE = "title";
    private static final String BODY = "body";
    private static final String SENDAT = "sendat";
    private static final String EVERY = "every";
    private static final String EXPIRESAT = "expiresat";
    private static final String AUTODISMISS = "autodismiss";

    public static final List<String> NAMES = List.of(
            RECIPIENTS, AUDIENCES, PRIORITY, CHANNELS, TEMPLATE, TITLE, BODY, SENDAT, EVERY, EXPIRESAT, AUTODISMISS);

    private Overruling() {}

    /// Those of [#NAMES] that `event` uses.
    public static Stream<String> usedBy(Event event) {
        return NAMES.stream().filter(name -> uses(event, name));
    }

    private static boolean uses(Event event, String name) {
        return switch (name) {
            case RECIPIENTS -> !event.getRecipients().isEmpty();
            case AUDIENCES -> !event.getAudiences().isEmpty();
            case PRIORITY -> event.getPriority() != null;
            case CHANNELS -> !event.getChannels().isEmpty();
            case TEMPLATE -> event.getTemplate() != null;
            case TITLE -> event.getTitle() != null;
            case BODY -> event.getBody() != null;
            case SENDAT -> event.getSendAt() != null;
            case EVERY -> event.getEvery() != null;
            case EXPIRESAT -> event.getExpiresAt() != null;
            case AUTODISMISS -> event.getAutoDismiss();
            default -> false;
        };
    }
}
