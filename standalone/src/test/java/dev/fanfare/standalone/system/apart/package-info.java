/// The three apps as processes of their own, several of each.
@NullMarked
package dev.fanfare.standalone.system.apart;

import org.jspecify.annotations.NullMarked;
