package dev.fanfare.schemas.serde;

import dev.fanfare.schemas.Event;
import org.apache.avro.util.ClassSecurityValidator;

/// Lets Avro make the classes that were generated from our IDL, which since 1.12.2 it refuses to any class not named.
final class TrustGenerated {

    private TrustGenerated() {}

    static void now() {
        var _ = Holder.DONE;
    }

    private static final class Holder {
        static final Object DONE = add();

        private static Object add() {
            String ours = Event.class.getPackageName();
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                    ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(ours)));
            return ours;
        }
    }
}
