/// E-mail by SMTP over kept connections.
@NullMarked
package dev.fanfare.channels.email;

import org.jspecify.annotations.NullMarked;
