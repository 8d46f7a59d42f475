package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts an app, and says in words why it does not.
final class StartApp {

    private static final Logger LOG = LoggerFactory.getLogger(StartApp.class);

    private StartApp() {}

    /// @throws WorkFailed with the deepest cause
    static ConfigurableApplicationContext start(App app) {
        try {
            return app.kind().start(app.defaults(), app.commandLine());
        } catch (RuntimeException failed) {
            Throwable cause = cause(failed);
            if (!isSaidInWords(cause)) {
                LOG.atError().addKeyValue("app", app.name()).setCause(failed).log("An app does not start");
            }
            throw new WorkFailed(app.name() + " does not start: "
                    + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
        }
    }

    /// Of what is not, its place in the code says more.
    private static boolean isSaidInWords(Throwable cause) {
        return cause instanceof IllegalStateException
                || cause instanceof IllegalArgumentException
                || cause instanceof KafkaException
                || cause instanceof IOException;
    }

    private static Throwable cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
