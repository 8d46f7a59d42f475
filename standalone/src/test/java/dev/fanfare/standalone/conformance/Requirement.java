package dev.fanfare.standalone.conformance;

import java.util.List;
import java.util.Set;

/// One row of `docs/requirements.csv`.
///
/// @param kind F feature, N figure, O operation, C configuration, M monitoring, T test, X fault of the old system,
///     E what the old system only planned
record Requirement(String id, String kind, String title, List<Proof> proofs) {

    private static final Set<String> SHOWN_BY_TESTS = Set.of("F", "E", "X");

    Requirement {
        if (!id.matches(TestsById.ID)) {
            throw new IllegalArgumentException("no id of a requirement: " + id);
        }
        if (!"FNOCMTXE".contains(kind) || kind.length() != 1) {
            throw new IllegalArgumentException(id + ": kind must be one of F N O C M T X E, is '" + kind + "'");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException(id + ": without a title");
        }
        proofs = List.copyOf(proofs);
    }

    boolean isOpen() {
        return proofs.stream().anyMatch(Proof.Open.class::isInstance);
    }

    private boolean cannotApply() {
        return proofs.stream().anyMatch(Proof.Never.class::isInstance);
    }

    /// A page says what is meant to hold; that a feature does, or that an old fault is gone, only a test shows.
    boolean isProven(boolean tested) {
        if (tested || isOpen() || cannotApply()) {
            return true;
        }
        return !SHOWN_BY_TESTS.contains(kind) && !proofs.isEmpty();
    }
}
