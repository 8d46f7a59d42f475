package dev.fanfare.channels.sms;

import dev.fanfare.channels.http.OperatorUrl;
import dev.fanfare.schemas.Contact;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.sms.twilio.*`: the account, and who we are to the people.
///
/// @param url of the API
/// @param accountSid `AC` and 32 hexadecimal digits; empty: there is no account, and messages are deferred
/// @param authToken of the account; it also proves Twilio's callbacks
/// @param from a number in E.164, a short code, a name of up to 11 letters and digits, or a messaging service (`MG` and
/// 32 hexadecimal
/// digits)
public record TwilioSettings(
        @DefaultValue("https://api.twilio.com") String url,
        @DefaultValue("") String accountSid,
        @DefaultValue("") String authToken,
        @DefaultValue("") String from) {

    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    private static final Pattern SHORT_CODE = Pattern.compile("\\d{3,8}");
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}");

    public TwilioSettings {
        url = OperatorUrl.checked("fanfare.sms.twilio.url", url);
        require(
                accountSid.isEmpty() || ACCOUNT.matcher(accountSid).matches(),
                "account-sid: must be AC and 32 hexadecimal digits, is '" + accountSid + "'");
        require(
                from.isEmpty() || isService(from) || isSender(from),
                "from: must be a number as +441632960000, a short code, up to 11 letters and digits, or MG and 32"
                        + " hexadecimal digits, is '" + from + "'");
        require(
                accountSid.isEmpty() || !authToken.isEmpty() && !from.isEmpty(),
                "account-sid: needs fanfare.sms.twilio.auth-token and fanfare.sms.twilio.from beside it");
    }

    boolean complete() {
        return !accountSid.isEmpty();
    }

    /// The parameter that names the sender.
    String senderParameter() {
        return isService(from) ? "MessagingServiceSid" : "From";
    }

    /// Without the token.
    @Override
    public String toString() {
        return "TwilioSettings[url=" + url + ", accountSid=" + accountSid + ", from=" + from + "]";
    }

    private static boolean isService(String from) {
        return SERVICE.matcher(from).matches();
    }

    private static boolean isSender(String from) {
        return Contact.isPhone(from)
                || SHORT_CODE.matcher(from).matches()
                || NAME.matcher(from).matches();
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new IllegalArgumentException("fanfare.sms.twilio." + otherwise);
        }
    }
}
