/// What holds whatever happens to the processes, each guarantee an object that a test hands its evidence.
@NullMarked
package dev.fanfare.standalone.system.guarantees;

import org.jspecify.annotations.NullMarked;
