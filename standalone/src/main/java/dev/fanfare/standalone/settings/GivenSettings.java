package dev.fanfare.standalone.settings;

import dev.fanfare.standalone.work.WrongUsage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/// What follows a command's own options: settings by their full names, `--fanfare.email.smtp.host=HOST`.
public final class GivenSettings {

    private GivenSettings() {}

    /// @param reserved what the command sets itself
    /// @param options that the command knows, of which one may have been meant
    /// @throws WrongUsage where an argument is no setting, or a reserved one
    public static Map<String, String> parse(String[] arguments, Set<String> reserved, Set<String> options) {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : arguments) {
            if (!argument.matches("--(fanfare|logging|server|spring|management)\\.[^=]+=.*")) {
                throw new WrongUsage(
                        "'" + argument + "' is neither an option nor a setting, as --fanfare.email.smtp.host=HOST"
                                + Nearest.question(argument.replaceFirst("=.*", ""), options));
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals);
            if (reserved.contains(name)) {
                throw isReserved(name);
            }
            settings.put(name, argument.substring(equals + 1));
        }
        return settings;
    }

    /// What the command would pass over without a word.
    ///
    /// @param reserved what the command sets itself
    /// @throws WrongUsage where one of them is given by the environment or a file
    public static void refuseReserved(ConfigurableEnvironment given, Set<String> reserved) {
        Binder binder = Binder.get(given);
        for (String name : new TreeSet<>(reserved)) {
            if (binder.bind(name, String.class).isBound()) {
                throw isReserved(name);
            }
        }
    }

    private static WrongUsage isReserved(String name) {
        return new WrongUsage(name + " is the command's own to set; see --data, --port, --kafka and --registry");
    }
}
