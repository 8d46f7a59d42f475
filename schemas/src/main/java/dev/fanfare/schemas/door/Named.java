package dev.fanfare.schemas.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/// A call about the health by somebody who may see its details: whoever showed a key, or anybody where none is in use.
public final class Named extends HttpServletRequestWrapper {

    private final Principal caller;

    private Named(HttpServletRequest call, String caller) {
        super(call);
        this.caller = () -> caller;
    }

    /// The call with its caller's name, if it is about the health.
    public static HttpServletRequest by(String caller, HttpServletRequest call) {
        return call.getRequestURI().startsWith("/actuator/health") ? new Named(call, caller) : call;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }
}
