/// The front door's interface as a document.
@NullMarked
package dev.fanfare.producer.document;

import org.jspecify.annotations.NullMarked;
