package dev.fanfare.schemas.serde;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/// Lets Avro make the classes that were generated from our IDL, which since 1.12.2 it refuses to any class not named.
///
/// Even a builder's defaults need it, so no call of ours would be early enough. Avro loads the factories of logical
/// types, this one among them, when it parses the first schema, which every generated class does as it is initialised.
public final class TrustGenerated implements LogicalTypes.LogicalTypeFactory {

    private static final String OURS = "dev.fanfare.schemas";

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(OURS)));
    }

    @Override
    public String getTypeName() {
        return "fanfare-trust";
    }

    /// Our IDL names no such type.
    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(getTypeName());
    }
}
