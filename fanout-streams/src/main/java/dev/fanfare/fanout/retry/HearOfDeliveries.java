package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.decide.Steps;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryHeard;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lets steps that wait hear what became of the deliveries before them: who has read needs no mail, and who cannot be
/// reached one way is told another way at once.
final class HearOfDeliveries {

    private final Retries retries;
    private final SendRetry send;
    private final Codec<InboxAction> actions;
    private final Runnable wake;

    /// @param wake called when something has become due
    HearOfDeliveries(HoldRetry step, Retries retries, SendRetry send, Runnable wake) {
        this.wake = wake;
        this.retries = retries;
        this.send = send;
        this.actions = step.codecs().of(step.topics().inboxActions(), InboxAction.class);
    }

    /// What a person did in the inbox. What cannot be read is set aside by the inbox, which reads the same topic.
    void inInbox(byte @Nullable [] action, Instant now) {
        if (actions.decode(action) instanceof Decoded.Readable<InboxAction>(var done)) {
            switch (done.getKind()) {
                case READ, DISMISS -> read(done.getRecipient(), step -> awaits(step, done.getDelivery()), now);
                case READ_ALL ->
                    read(
                            done.getRecipient(),
                            step -> awaits(step, inboxItem(step)) && !beganAfter(step, done.getAt()),
                            now);
            }
        }
    }

    /// What was heard of one delivery.
    void hear(DeliveryHeard heard, Instant now) {
        String recipient = heard.getRecipient();
        Predicate<WaitingRetry> behindIt = step -> awaits(step, heard.getDelivery());
        switch (heard.getHeard()) {
            case READ -> read(recipient, behindIt, now);
            case DELIVERED -> unnecessary(recipient, Steps.DELIVERED, behindIt, Reason.REACHED, now);
            case LOST -> lost(recipient, heard.getDelivery(), now);
        }
    }

    private void read(String recipient, Predicate<WaitingRetry> behindIt, Instant now) {
        unnecessary(recipient, Steps.READ, behindIt, Reason.READ, now);
    }

    private void unnecessary(
            String recipient, String unless, Predicate<WaitingRetry> behindIt, Reason why, Instant now) {
        for (String id : steps(recipient, step -> unless.equals(step.getUnless()) && behindIt.test(step))) {
            retries.take(id, now, (_, step) -> send.end(id, step, new SecondLook.End(State.SKIPPED, why), now));
        }
    }

    /// Where nothing before it can be delivered any more, a step has nothing to wait for but the end of a pause.
    private void lost(String recipient, String delivery, Instant now) {
        for (String id : steps(recipient, step -> Steps.DELIVERED.equals(step.getUnless()) && awaits(step, delivery))) {
            Retries.Waiting waiting = retries.waiting(id).orElseThrow();
            WaitingRetry step = waiting.retry();
            List<String> left = new ArrayList<>(step.getAwaits());
            left.remove(delivery);
            step.setAwaits(left);
            boolean goes = left.isEmpty() && step.getKind() == WaitsFor.STEP;
            step.setNotBefore(goes ? now : step.getNotBefore());
            retries.waitUntil(id, goes && !step.getPaused() ? now : waiting.due(), step);
            wake.run();
        }
    }

    private List<String> steps(String recipient, Predicate<WaitingRetry> wanted) {
        return retries.idsOf(recipient).stream()
                .filter(id -> retries.waiting(id)
                        .map(Retries.Waiting::retry)
                        .filter(step -> step.getRecipient().equals(recipient))
                        .filter(wanted)
                        .isPresent())
                .toList();
    }

    private static boolean awaits(WaitingRetry step, String delivery) {
        return step.getAwaits().contains(delivery);
    }

    /// What came later was not there to be read.
    private static boolean beganAfter(WaitingRetry step, Instant read) {
        return step.getSince() != null && step.getSince().isAfter(read);
    }

    private static String inboxItem(WaitingRetry step) {
        return DeliveryId.of(step.getEvent(), step.getRecipient(), Channel.IN_APP, step.getRecipient());
    }
}
