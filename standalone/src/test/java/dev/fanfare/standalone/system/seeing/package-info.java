/// What an operator sees of the pipeline: metrics, logs and health, each held against traffic that is known.
@NullMarked
package dev.fanfare.standalone.system.seeing;

import org.jspecify.annotations.NullMarked;
