package dev.fanfare.standalone.client;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an option that is an http or https URL.
public final class HttpUrl implements ITypeConverter<URI> {

    @Override
    public URI convert(String value) {
        if (!value.matches("https?://[^\\s/?#]+(/\\S*)?")) {
            throw new TypeConversionException("must be http://HOST[:PORT] or https://HOST[:PORT], is '" + value + "'");
        }
        try {
            return URI.create(value);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("is not a URL: " + wrong.getMessage());
        }
    }
}
