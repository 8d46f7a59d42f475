package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/// What was given up has a reason and words for a person.
record EveryDeadLetterSaysWhy() implements Guarantee {

    @Override
    public void holdsFor(Evidence evidence) {
        assertThat(evidence.deadLetters()).allSatisfy(dead -> {
            assertThat(dead.getReason()).isNotNull();
            assertThat(dead.getError()).isNotBlank();
        });
    }
}
