package dev.fanfare.producer.http;

import dev.fanfare.producer.keys.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How people with a browser come in: who they are, and how they are told that they may not.
public interface PageDoor {

    /// Who asks for a page.
    ///
    /// @param response for a cookie that is to last longer
    /// @throws Refused where nobody is signed in
    Caller caller(HttpServletRequest request, HttpServletResponse response);

    /// Says why there is no page.
    void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;
}
