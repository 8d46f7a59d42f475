package dev.fanfare.standalone.check;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an option that names a mail server.
final class MailServer implements ITypeConverter<InetSocketAddress> {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]\\s]+]|[^:\\s/]+)(?::(\\d{1,5}))?");
    private static final int PORT = 25;
    private static final int HIGHEST = 65_535;

    @Override
    public InetSocketAddress convert(String value) {
        Matcher found = HOST_AND_PORT.matcher(value);
        int port = !found.matches() ? -1 : found.group(2) == null ? PORT : Integer.parseInt(found.group(2));
        if (port < 1 || port > HIGHEST) {
            throw new TypeConversionException("must be HOST or HOST:PORT, is '" + value + "'");
        }
        return InetSocketAddress.createUnresolved(found.group(1), port);
    }
}
