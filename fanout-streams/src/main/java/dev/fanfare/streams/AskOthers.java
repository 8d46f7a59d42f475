package dev.fanfare.streams;

import dev.fanfare.schemas.door.PassOn;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.state.HostInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks every other instance at once for what its own partitions know. Who does not answer in time is left out.
///
/// @param store whose partitions they are
public record AskOthers(Owners owners, String store, JsonMapper json) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// @param missing how many did not answer
    public record Heard(List<JsonNode> answers, int missing) {}

    /// @param request the call that this is for; where it was passed on itself nobody is asked
    /// @param target path and query
    public Heard get(HttpServletRequest request, String target) {
        List<HostInfo> others = owners.others(Set.of(store), request);
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<JsonNode>>> asked = others.stream()
                    .map(other -> calls.submit(() -> ask(other, target)))
                    .toList();
            List<JsonNode> answers =
                    asked.stream().flatMap(answer -> joined(answer).stream()).toList();
            return new Heard(answers, others.size() - answers.size());
        }
    }

    private Optional<JsonNode> ask(HostInfo other, String target) throws InterruptedException {
        try {
            PassOn.Answer answer = owners.ask(other, target, PATIENCE);
            return answer.status() == 200 ? Optional.of(json.readTree(answer.body())) : Optional.empty();
        } catch (IOException | JacksonException away) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> joined(Future<Optional<JsonNode>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException broken) {
            return Optional.empty();
        }
    }
}
