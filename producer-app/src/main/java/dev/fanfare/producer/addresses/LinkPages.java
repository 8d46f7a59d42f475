package dev.fanfare.producer.addresses;

import dev.fanfare.schemas.Unsubscribe;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// What people see behind the signed link in a mail.
public interface LinkPages {

    /// What they chose, to be changed. Changes nothing.
    ///
    /// @param said what was just done; empty for nothing
    ServerResponse show(ServerRequest call, Unsubscribe link, String said);

    /// Whether the call brings what somebody chose on the page, and not a mail program's one click.
    boolean isChoice(ServerRequest call);

    /// Keeps what was chosen, and shows it.
    ServerResponse save(ServerRequest call, Unsubscribe link);
}
