package dev.fanfare.standalone.system.github.expected;

/// What the templates are written in.
enum Language {
    ENGLISH,
    GERMAN
}
