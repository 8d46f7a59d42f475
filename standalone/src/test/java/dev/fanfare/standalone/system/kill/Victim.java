package dev.fanfare.standalone.system.kill;

import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.PipelineProcess;

/// What is killed.
///
/// @param kill as `kill -9` does
/// @param comeBack on the same data; ready when it returns
/// @param calls whether it calls providers
record Victim(Runnable kill, Runnable comeBack, boolean calls) {

    static Victim of(PipelineProcess pipeline) {
        return new Victim(pipeline::kill, pipeline::start, true);
    }

    static Victim of(AppProcess app) {
        return new Victim(
                app::kill,
                () -> {
                    app.launch();
                    app.awaitReady();
                },
                app.calls());
    }
}
