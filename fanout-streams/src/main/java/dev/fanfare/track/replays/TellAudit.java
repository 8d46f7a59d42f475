package dev.fanfare.track.replays;

import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplayStatus;
import java.time.Instant;

/// What the audit says of a replay that has ended; who asked for it was told when it was asked for.
final class TellAudit {

    private TellAudit() {}

    static AuditEntry end(ReplayStatus status, Instant now) {
        ReplayAsked asked = status.getAsked();
        String detail = "{\"matched\":%d,\"done\":%d,\"skipped\":%d,\"stopped\":%b}"
                .formatted(
                        ReplayState.sum(status, ReplayProgress::getMatched),
                        ReplayState.sum(status, ReplayProgress::getDone),
                        ReplayState.sum(status, ReplayProgress::getSkipped),
                        status.getStopped() != null);
        String action = (asked.getSource() == dev.fanfare.schemas.ReplaySource.RETRY ? "retries." : "dead-letters.")
                + Names.of(asked.getAction()) + ".end";
        return new AuditEntry(now, asked.getWho(), action, asked.getId(), detail);
    }
}
