package dev.fanfare.schemas.door;

import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/// What the server itself refuses before any of our code sees it (a broken request line, headers without end), as a
/// problem like all others. Made by the server, by its name.
public final class ServerRefusal extends ErrorReportValve {

    private static final StringManager TITLES =
            StringManager.getManager(ErrorReportValve.class.getPackageName(), Locale.ENGLISH);
    private static final int LEAST = 400;
    private static final int OURS = 500;

    /// The server of this context refuses in our words.
    public static void in(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(ServerRefusal.class.getName());
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable ours) {
        int status = response.getStatus();
        boolean answered = response.getContentWritten() > 0 || !response.setErrorReported();
        if (status < LEAST || answered) {
            return;
        }
        String why = status < OURS
                ? "the server could not read this as an HTTP call"
                : "this is our fault and stands in the log";
        try {
            byte[] bytes = ProblemJson.bytes(status, title(status), why);
            response.setContentType(ProblemJson.MEDIA_TYPE);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("nobody waits for the refusal", gone);
        }
    }

    private static String title(int status) {
        String title = TITLES.getString("http." + status + ".reason");
        return title == null ? "" : title;
    }
}
