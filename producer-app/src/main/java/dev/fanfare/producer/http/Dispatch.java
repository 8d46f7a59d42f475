package dev.fanfare.producer.http;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.spool.SpoolFull;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.json.BadInput;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;

/// Hands a call that the gate let in to its row's handler, and turns what goes wrong there into a problem.
public final class Dispatch implements RouterFunction<ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /// Not for a second dispatch of the same request, which would do the work again.
    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        if (request.servletRequest().getDispatcherType() != DispatcherType.REQUEST) {
            return Optional.empty();
        }
        return request.attribute(Gate.ROUTE).map(Route.class::cast).flatMap(route -> Optional.ofNullable(
                        route.handler())
                .map(handler -> prepared(route, handler, request)));
    }

    private static HandlerFunction<ServerResponse> prepared(
            Route route, HandlerFunction<ServerResponse> handler, ServerRequest request) {
        PathMatchInfo match = route.path()
                .matchAndExtract(
                        PathContainer.parsePath(request.servletRequest().getRequestURI()));
        Map<String, String> variables = match == null ? Map.of() : match.getUriVariables();
        request.attributes().put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
        request.attributes().put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, route.path());
        return call -> answer(route, variables, handler, call);
    }

    private static ServerResponse answer(
            Route route, Map<String, String> variables, HandlerFunction<ServerResponse> handler, ServerRequest call)
            throws Exception {
        try {
            variables.forEach(Dispatch::requireId);
            return handler.handle(call);
        } catch (Refused refused) {
            return Answers.problem(refused.problem());
        } catch (BadInput bad) {
            return Answers.problem(Refused.of(bad).problem());
        } catch (InvalidParameterException malformed) {
            return Answers.problem(
                    new Problem(HttpStatus.BAD_REQUEST, "the query is not percent-encoded as it must be"));
        } catch (KafkaAway away) {
            LOG.atWarn()
                    .addKeyValue("call", route)
                    .addKeyValue("why", away.getMessage())
                    .log("Kafka does not answer");
            return Answers.problem(Refused.away("Kafka does not answer; send it again with the same id")
                    .problem());
        } catch (SpoolFull full) {
            LOG.atWarn()
                    .addKeyValue("call", route)
                    .addKeyValue("why", full.getMessage())
                    .log("the spool takes no more");
            return Answers.problem(Refused.later(full.getMessage() + "; send it again with the same id")
                    .problem());
        } catch (IOException cut) {
            return Answers.problem(new Problem(HttpStatus.BAD_REQUEST, "the body ended before it was whole"));
        } catch (RuntimeException ours) {
            LOG.atError().addKeyValue("call", route).setCause(ours).log("a call failed");
            return Answers.problem(
                    new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "this is our fault and stands in the log"));
        }
    }

    private static void requireId(String name, String value) {
        if (!Ids.valid(value)) {
            throw Refused.invalid(name, "must be 1 to 200 letters, digits or ._:@/+-, and neither . nor ..");
        }
    }
}
