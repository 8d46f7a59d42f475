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
import java.util.Optional;
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
                case READ, DISMISS -> read(done.getDelivery(), now);
                case READ_ALL -> readAll(done, now);
            }
        }
    }

    /// What was heard of one delivery.
    void hear(DeliveryHeard heard, Instant now) {
        switch (heard.getHeard()) {
            case READ -> read(heard.getDelivery(), now);
            case DELIVERED -> unnecessary(retries.awaited().steps(heard.getDelivery()), Steps.DELIVERED, now);
            case LOST -> lost(heard.getDelivery(), now);
        }
    }

    private void read(String delivery, Instant now) {
        unnecessary(retries.awaited().steps(delivery), Steps.READ, now);
    }

    private void readAll(InboxAction done, Instant now) {
        List<String> steps = retries.awaited().stepsOf(done.getRecipient()).stream()
                .filter(id -> step(id).filter(step -> step.getRecipient().equals(done.getRecipient()))
                        .filter(step -> step.getAwaits().contains(inboxItem(step)) && !beganAfter(step, done.getAt()))
                        .isPresent())
                .toList();
        unnecessary(steps, Steps.READ, now);
    }

    private void unnecessary(List<String> steps, String unless, Instant now) {
        Reason why = unless.equals(Steps.READ) ? Reason.READ : Reason.REACHED;
        for (String id : steps) {
            if (step(id).filter(step -> unless.equals(step.getUnless())).isPresent()) {
                retries.take(id, now, (_, step) -> send.end(id, step, new SecondLook.End(State.SKIPPED, why), now));
            }
        }
    }

    /// Where nothing before it can be delivered any more, a step has nothing to wait for but the end of a pause.
    private void lost(String delivery, Instant now) {
        for (String id : retries.awaited().steps(delivery)) {
            retries.waiting(id)
                    .filter(waiting -> Steps.DELIVERED.equals(waiting.retry().getUnless()))
                    .ifPresent(waiting -> lost(delivery, waiting, now));
        }
    }

    private void lost(String delivery, Retries.Waiting waiting, Instant now) {
        WaitingRetry step = waiting.retry();
        List<String> left = new ArrayList<>(step.getAwaits());
        left.remove(delivery);
        retries.awaited().remove(waiting.id(), delivery);
        step.setAwaits(left);
        boolean goes = left.isEmpty() && step.getKind() == WaitsFor.STEP;
        step.setNotBefore(goes ? now : step.getNotBefore());
        boolean goesNow = goes && !step.getPaused();
        if (goesNow) {
            send.moved(waiting.id(), step, now);
        }
        retries.waitUntil(waiting.id(), goesNow ? now : waiting.due(), step);
        wake.run();
    }

    private Optional<WaitingRetry> step(String id) {
        return retries.waiting(id).map(Retries.Waiting::retry);
    }

    /// What came later was not there to be read.
    private static boolean beganAfter(WaitingRetry step, Instant read) {
        return step.getSince() != null && step.getSince().isAfter(read);
    }

    private static String inboxItem(WaitingRetry step) {
        return DeliveryId.of(step.getEvent(), step.getRecipient(), Channel.IN_APP, step.getRecipient());
    }
}
