package dev.fanfare.producer.rules;

import java.util.Set;

/// The names of a rule's fields outside.
final class RuleFields {

    static final String TYPE = "type";
    static final String VERSION = "version";
    static final String AUDIENCES = "audiences";
    static final String RECIPIENTS = "recipients";
    static final String EXCEPT = "except";
    static final String CHANNELS = "channels";
    static final String TEMPLATE = "template";
    static final String PRIORITY = "priority";
    static final String TTL = "ttl";
    static final String MANDATORY = "mandatory";
    static final String ALLOW = "allow";
    static final String QUIET = "quiet";
    static final String DIGEST = "digest";
    static final String CAP = "cap";
    static final String SAME = "same";
    static final String STEPS = "steps";

    static final Set<String> ALL = Set.of(
            TYPE,
            VERSION,
            AUDIENCES,
            RECIPIENTS,
            EXCEPT,
            CHANNELS,
            TEMPLATE,
            PRIORITY,
            TTL,
            MANDATORY,
            ALLOW,
            QUIET,
            DIGEST,
            CAP,
            SAME,
            STEPS);

    private RuleFields() {}
}
