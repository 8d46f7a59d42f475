/// Text messages by Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource).
@NullMarked
package dev.fanfare.channels.sms;

import org.jspecify.annotations.NullMarked;
