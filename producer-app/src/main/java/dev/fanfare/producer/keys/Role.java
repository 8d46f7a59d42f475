package dev.fanfare.producer.keys;

import java.util.Collection;

/// What a caller may do; an admin may all, an operator also sends and reads.
public enum Role {
    /// Needs no key: health, which says nothing but up or down, and what holds no secret.
    ANYONE,
    SEND,
    READ,
    OPERATE,
    ADMIN;

    /// Whether a caller with `roles` may do what asks for this one.
    public boolean heldBy(Collection<Role> roles) {
        return switch (this) {
            case ANYONE -> true;
            case SEND, READ -> roles.contains(this) || OPERATE.heldBy(roles);
            case OPERATE -> roles.contains(OPERATE) || ADMIN.heldBy(roles);
            case ADMIN -> roles.contains(ADMIN);
        };
    }
}
