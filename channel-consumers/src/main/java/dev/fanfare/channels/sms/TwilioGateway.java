package dev.fanfare.channels.sms;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.HttpAnswer;
import dev.fanfare.channels.http.HttpCalls;
import dev.fanfare.channels.http.OnceAMinute;
import dev.fanfare.schemas.Contact;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ToldDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/// Text messages by Twilio.
///
/// Its API takes no idempotency key, so a call that broke off is not made again at once; the callback bears the
/// delivery's id.
public final class TwilioGateway implements Gateway {

    private static final String NAME = "twilio";

    private final HttpCalls http;
    private final TwilioSettings settings;
    private final String callback;
    private final OnceAMinute loudly;

    public TwilioGateway(SmsSettings settings, InstantSource clock) {
        this.http = HttpCalls.checked(settings.send(), clock);
        this.settings = settings.twilio();
        URI door = settings.publicUrl();
        this.callback = door != null && "https".equals(door.getScheme())
                ? door.toString().replaceFirst("/+$", "") + "/v1/receipts/" + NAME + "?delivery="
                : "";
        this.loudly = new OnceAMinute(clock);
    }

    @Override
    public Answer send(Delivery delivery) {
        if (!Contact.isPhone(delivery.getAddress())) {
            return new Answer.Rejected(Category.ADDRESS, "not a phone number as +441632960000");
        }
        Answer answer = settings.complete()
                ? told(delivery)
                : new Answer.Deferred(Category.AUTHENTICATION, "fanfare.sms.twilio.account-sid is not set");
        return loudly.heard(NAME, answer);
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer told(Delivery delivery) {
        return switch (http.post(message(delivery))) {
            case HttpAnswer.None(var answer) -> answer;
            case HttpAnswer.Reply reply ->
                TwilioReply.answer(
                        reply.without(List.of(settings.authToken(), login())), Segments.of(delivery.getBody()));
        };
    }

    private HttpPost message(Delivery delivery) {
        List<NameValuePair> form = new ArrayList<>();
        form.add(new BasicNameValuePair("To", delivery.getAddress()));
        form.add(new BasicNameValuePair(settings.senderParameter(), settings.from()));
        form.add(new BasicNameValuePair("Body", delivery.getBody()));
        if (!callback.isEmpty()) {
            form.add(new BasicNameValuePair(
                    "StatusCallback", callback + ToldDelivery.of(delivery).text()));
        }
        HttpPost post =
                new HttpPost(settings.url() + "/2010-04-01/Accounts/" + settings.accountSid() + "/Messages.json");
        post.setHeader(HttpHeaders.AUTHORIZATION, "Basic " + login());
        post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        return post;
    }

    private String login() {
        String login = settings.accountSid() + ":" + settings.authToken();
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
