/// What becomes of single addresses: phones that register and leave, what is told nothing more, what providers report,
/// and unsubscriptions.
@NullMarked
package dev.fanfare.producer.addresses;

import org.jspecify.annotations.NullMarked;
