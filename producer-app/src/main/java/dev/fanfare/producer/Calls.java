package dev.fanfare.producer;

import dev.fanfare.producer.http.Route;
import java.util.List;

/// One part's rows of the table.
record Calls(List<Route> rows) {}
