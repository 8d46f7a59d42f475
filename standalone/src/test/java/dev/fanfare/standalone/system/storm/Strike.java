package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.system.guarantees.Trouble;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.Breakable;
import dev.fanfare.standalone.system.storm.FaultProxy.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Has faults happen, each by itself, and takes them back.
final class Strike {

    private static final List<String> CLOCKS = List.of("channels", "fanout", "front");

    private final Stage stage;
    private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<Kind> struck = new ConcurrentLinkedQueue<>();

    Strike(Stage stage) {
        this.stage = stage;
    }

    /// Those by which a call may have been repeated.
    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /// What has truly happened.
    List<Kind> struck() {
        return List.copyOf(struck);
    }

    /// Returns when it is over; the process that was killed may not be ready yet, except for the broker.
    void strike(Fault fault) {
        Breakable channels = one(stage.channels, fault);
        switch (fault.kind()) {
            case KILL_BROKER ->
                troubling(() -> {
                    kill(stage.broker, fault);
                    stage.broker.awaitReady();
                });
            case KILL_FANOUT -> kill(one(stage.fanouts, fault), fault);
            case KILL_CHANNELS -> {
                Instant killed = Instant.now();
                troubles.add(Trouble.during(killed, killed));
                kill(channels, fault);
            }
            case KILL_FRONT -> kill(one(stage.fronts, fault), fault);
            case FREEZE_BROKER -> troubling(() -> freeze(stage.broker, fault));
            case FREEZE_FANOUT -> freeze(one(stage.fanouts, fault), fault);
            case FREEZE_CHANNELS -> troubling(() -> freeze(channels, fault));
            case FREEZE_FRONT -> freeze(one(stage.fronts, fault), fault);
            case CUT_KAFKA -> troubling(() -> disturb(stage.kafka, Line.CUT, fault));
            case SLOW_KAFKA -> troubling(() -> disturb(stage.kafka, Line.SLOW, fault));
            case STALL_KAFKA -> troubling(() -> disturb(stage.kafka, Line.STALLED, fault));
            case CUT_PROVIDER -> troubleProvider(Line.CUT, fault);
            case SLOW_PROVIDER -> troubleProvider(Line.SLOW, fault);
            case STALL_PROVIDER -> troubleProvider(Line.STALLED, fault);
            case FILL_DISK ->
                stage.disk.ifPresentOrElse(
                        disk -> troubling(() -> fill(disk, fault)), () -> leaveOut("no small disk may be mounted"));
            case JUMP_CLOCK -> jump(fault);
        }
    }

    private void jump(Fault fault) {
        String app = CLOCKS.get(fault.which() % CLOCKS.size());
        JumpingClock clock = stage.clocks.get(app);
        if (clock == null) {
            leaveOut("libfaketime is not installed");
        } else if (app.equals("channels")) {
            troubling(() -> jump(clock, fault));
        } else {
            jump(clock, fault);
        }
    }

    private void jump(JumpingClock clock, Fault fault) {
        struck.add(fault.kind());
        clock.jump(fault.seconds());
        pause(fault.lasts());
        clock.jump(0);
    }

    /// While it is full, Kafka is away, so that something has to be kept.
    private void fill(SmallDisk disk, Fault fault) {
        disk.fill();
        disturb(stage.kafka, Line.CUT, fault);
        disk.free();
    }

    private void kill(Breakable process, Fault fault) {
        struck.add(fault.kind());
        stage.watchdog.kill(process);
        pause(fault.lasts());
        stage.watchdog.launch(process);
    }

    private void freeze(Breakable process, Fault fault) {
        struck.add(fault.kind());
        process.signal("STOP");
        pause(fault.lasts());
        process.signal("CONT");
    }

    private void disturb(FaultProxy proxy, Line line, Fault fault) {
        struck.add(fault.kind());
        proxy.begin(line);
        pause(fault.lasts());
        proxy.end(line);
    }

    private void troubling(Runnable happens) {
        Instant begin = Instant.now();
        happens.run();
        troubles.add(Trouble.during(begin, Instant.now()));
    }

    /// Of whom the other provider tells, it excuses nothing.
    private void troubleProvider(Line line, Fault fault) {
        boolean mail = fault.which() % 2 == 0;
        Instant begin = Instant.now();
        disturb(mail ? stage.mail : stage.hooks, line, fault);
        troubles.add(Trouble.during(
                begin, Instant.now(), call -> mail != call.address().startsWith("/")));
    }

    private static void leaveOut(String why) {
        System.out.println("left out: " + why);
    }

    private static AppProcess one(List<AppProcess> apps, Fault fault) {
        return apps.get(fault.which() % apps.size());
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
