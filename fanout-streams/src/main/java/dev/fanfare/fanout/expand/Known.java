package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.fanout.people.PeopleView;

/// What is known of the people of one partition: who they are, and what they were told.
record Known(PeopleView people, ToldBefore told) {}
