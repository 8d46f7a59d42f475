/// The main job shown: people, events and servers of its own around a whole pipeline.
@NullMarked
package dev.fanfare.standalone.demo;

import org.jspecify.annotations.NullMarked;
