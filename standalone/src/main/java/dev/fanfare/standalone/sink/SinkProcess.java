package dev.fanfare.standalone.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Both sinks as a process of their own: `SinkProcess LATENCY_MS SECRET`.
///
/// Prints `READY MAIL_PORT WEBHOOK_PORT CONTROL_PORT`, and ends when its standard input does.
public final class SinkProcess {

    private SinkProcess() {}

    /// @param args how long each call takes, in ms, and the webhooks' secret (`whsec_…`)
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: SinkProcess LATENCY_MS SECRET");
            System.exit(2);
        }
        var behaviour = new Behaviour();
        behaviour.takeTime(Duration.ofMillis(Long.parseLong(args[0])));
        try (var mail = new MailSink(0, behaviour);
                var webhook = new WebhookSink(0, args[1], behaviour);
                var control = new SinkControl(0, mail, webhook, behaviour)) {
            System.out.println("READY " + mail.port() + " " + webhook.port() + " " + control.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
