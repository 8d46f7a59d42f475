/// Pushes to phones and browsers: Firebase Cloud Messaging, Apple's push service, and Web Push.
@NullMarked
package dev.fanfare.channels.push;

import org.jspecify.annotations.NullMarked;
