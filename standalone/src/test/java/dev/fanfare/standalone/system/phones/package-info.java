/// Text messages and pushes through the whole system, to providers that count for themselves.
@org.jspecify.annotations.NullMarked
package dev.fanfare.standalone.system.phones;
