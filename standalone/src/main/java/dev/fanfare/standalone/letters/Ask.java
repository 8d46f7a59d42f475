package dev.fanfare.standalone.letters;

import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Asks a person before something that cannot be taken back.
record Ask(Terminal terminal, InputStream in) {

    /// @throws WorkFailed where the answer is not yes
    void orFail(String question) {
        terminal.say(question + " [y/N]");
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (answer == null
                    || !answer.strip().toLowerCase(java.util.Locale.ROOT).matches("y|yes")) {
                throw new WorkFailed("nothing was done; --yes does it without a question");
            }
        } catch (IOException unreadable) {
            throw new WorkFailed("cannot read the answer: " + unreadable.getMessage());
        }
    }
}
