/// What the front door's tests stand on: a real broker, faked neighbours, and the app on a free port.
@NullMarked
package dev.fanfare.producer.fakes;

import org.jspecify.annotations.NullMarked;
