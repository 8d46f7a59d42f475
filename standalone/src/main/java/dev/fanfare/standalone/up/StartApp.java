package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts an app, and says in words why it does not.
final class StartApp {

    private StartApp() {}

    /// @throws WorkFailed with the deepest cause
    static ConfigurableApplicationContext start(App app) {
        try {
            return app.kind().start(app.defaults(), app.commandLine());
        } catch (RuntimeException failed) {
            throw new WorkFailed(app.name() + " does not start: " + cause(failed));
        }
    }

    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
