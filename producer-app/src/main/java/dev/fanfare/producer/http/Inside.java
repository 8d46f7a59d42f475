package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.Caller;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Makes a call of the table from within, for somebody who is let in already: the same row, the same role, the same
/// answer as over HTTP, without a socket. So a page can do no more than a call can, and nothing in another way.
public final class Inside {

    private static final ServerResponse.Context CONTEXT = new ServerResponse.Context() {
        @Override
        public List<HttpMessageConverter<?>> messageConverters() {
            return List.of();
        }
    };

    private final Supplier<Routes> routes;

    public Inside(Supplier<Routes> routes) {
        this.routes = routes;
    }

    /// @param by the call that this one is made for
    /// @param caller who makes it
    public InsideAnswer call(ServerRequest by, Caller caller, InsideCall call) {
        try {
            return answer(by, caller, call);
        } catch (Refused refused) {
            return InsideAnswer.of(refused.problem());
        }
    }

    private InsideAnswer answer(ServerRequest by, Caller caller, InsideCall call) {
        Routes.Found found = routes.get().find(call.method().name(), PathContainer.parsePath(call.path()));
        if (!(found instanceof Routes.Found.Here(var route)) || route.page()) {
            throw Refused.because(HttpStatus.NOT_FOUND, "there is no such call");
        }
        if (!caller.may(route.role())) {
            throw Refused.because(
                    HttpStatus.FORBIDDEN, "the key " + caller.name() + " does not have the role for " + route);
        }
        InsideRequest inner = new InsideRequest(by.servletRequest(), call);
        inner.setAttribute(Gate.ROUTE, route);
        inner.setAttribute(Gate.CALLER, caller);
        ServerRequest request = ServerRequest.create(inner, by.messageConverters());
        HandlerFunction<ServerResponse> handler =
                new Dispatch().route(request).orElseThrow(() -> Refused.because(HttpStatus.NOT_FOUND, "no such call"));
        InsideResponse response = new InsideResponse();
        try {
            handler.handle(request).writeTo(inner, response, CONTEXT);
        } catch (Exception ours) {
            throw new IllegalStateException(call + " failed", ours);
        }
        return response.answer();
    }
}
