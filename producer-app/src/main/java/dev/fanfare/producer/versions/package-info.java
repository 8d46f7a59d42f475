/// What rules and templates share: versions, conditions, a copy read from the topic.
@NullMarked
package dev.fanfare.producer.versions;

import org.jspecify.annotations.NullMarked;
