/// Who may call one of the apps, and how a call is turned away, answered in pages, or passed on.
@NullMarked
package dev.fanfare.schemas.door;

import org.jspecify.annotations.NullMarked;
