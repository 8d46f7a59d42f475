package dev.fanfare.standalone.up;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an option that is Kafka's `bootstrap.servers`.
public final class Brokers implements ITypeConverter<String> {

    private static final int HIGHEST = 65_535;

    @Override
    public String convert(String value) {
        if (!List.of(value.split(",", -1)).stream().allMatch(Brokers::isOne)) {
            throw new TypeConversionException("must be HOST:PORT, several with commas, is '" + value + "'");
        }
        return value;
    }

    private static boolean isOne(String broker) {
        return broker.matches("[^\\s/]+:\\d{1,5}") && Integer.parseInt(broker.replaceAll(".*:", "")) <= HIGHEST;
    }
}
