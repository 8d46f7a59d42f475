package dev.fanfare.channels.sms;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Twilio's own error codes come to; each is described at `https://www.twilio.com/docs/api/errors/CODE`.
enum TwilioCode {
    /// Nobody can be reached there: the delivery is given up.
    ADDRESS(21211, 21214, 21217, 21265, 21614, 21635, 30005, 30006),
    /// The person answered STOP, or is on a list of ours there.
    OPTED_OUT(21610),
    /// It will not send this message: no words, too many, a region that is not enabled, a route that does not exist.
    REFUSED(21408, 21602, 21612, 21617, 21619, 30004, 30007, 30022, 30034),
    /// Too many, too fast.
    THROTTLED(20429, 14107, 21611, 30001),
    /// It does not know us, or not the sender: an operator can mend that, so it is tried again.
    SETTINGS(20003, 20005, 20008, 20404, 21212, 21603, 21606, 21659, 21660, 21701, 21703, 21705, 30002),
    /// It is in trouble.
    TROUBLE(20500, 20503, 30003, 30008);

    private static final Map<Integer, TwilioCode> BY_CODE = Stream.of(values())
            .flatMap(meaning -> Stream.of(meaning.codes).map(code -> Map.entry(code, meaning)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Integer[] codes;

    TwilioCode(Integer... codes) {
        this.codes = codes;
    }

    /// What this answer means.
    ///
    /// @param code Twilio's own; 0 where it said none
    static TwilioCode of(int status, int code) {
        TwilioCode known = BY_CODE.get(code);
        return known != null ? known : ofStatus(status);
    }

    private static TwilioCode ofStatus(int status) {
        return switch (status) {
            case 401, 403, 404 -> SETTINGS;
            case 429 -> THROTTLED;
            case 408 -> TROUBLE;
            default -> status / 100 == 4 ? REFUSED : TROUBLE;
        };
    }
}
