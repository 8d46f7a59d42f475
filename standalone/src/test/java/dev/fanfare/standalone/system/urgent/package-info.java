/// What is urgent does not wait behind what is many.
@NullMarked
package dev.fanfare.standalone.system.urgent;

import org.jspecify.annotations.NullMarked;
