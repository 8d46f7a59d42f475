package dev.fanfare.schemas;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Writes some fields of a record in Avro binary, as Avro itself would within the whole. Safe for use by many threads.
public final class WriteFields<T extends SpecificRecord> extends SpecificDatumWriter<T> {

    public WriteFields(Class<T> type) {
        super(SpecificData.getForClass(type).getSchema(type), SpecificData.getForClass(type));
    }

    /// @param fields of the record's schema, in the order in which they are to be written
    public void write(T record, List<Schema.Field> fields, Encoder out) throws IOException {
        for (Schema.Field field : fields) {
            writeField(record, field, out, null);
        }
    }
}
