/// What travels between the modules, and where: records, topics, partitioning, serdes and ids.
@NullMarked
package dev.fanfare.schemas;

import org.jspecify.annotations.NullMarked;
