/// Channel processes before providers in trouble, with their lanes written by the test.
@NullMarked
package dev.fanfare.standalone.system.delivering;

import org.jspecify.annotations.NullMarked;
