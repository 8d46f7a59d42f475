/// Avro in the Confluent wire format, and the registries that its schema ids stand in.
@NullMarked
package dev.fanfare.schemas.serde;

import org.jspecify.annotations.NullMarked;
