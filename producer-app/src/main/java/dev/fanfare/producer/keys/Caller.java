package dev.fanfare.producer.keys;

import java.util.Set;

/// Who calls.
///
/// @param name of the key; `local` where none are in use
/// @param keyed whether keys are in use, so that events say no more than their rule allows
public record Caller(String name, Set<Role> roles, boolean keyed) {

    /// Anybody on this machine, where no keys are in use.
    public static final Caller LOCAL = new Caller("local", Set.of(Role.ADMIN), false);

    public boolean may(Role role) {
        return role.heldBy(roles);
    }
}
