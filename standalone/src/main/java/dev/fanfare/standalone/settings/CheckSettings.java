package dev.fanfare.standalone.settings;

import dev.fanfare.schemas.door.RefuseOpenDoor;
import dev.fanfare.standalone.work.WrongUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/// Refuses settings that nobody knows and values that do not fit, before anything is started for them.
public final class CheckSettings {

    private static final List<String> ALL_APPS = List.of(
            "dev.fanfare.producer",
            "dev.fanfare.fanout",
            "dev.fanfare.streams",
            "dev.fanfare.track",
            "dev.fanfare.channels");

    /// The launcher's and the command line's own.
    private static final Set<String> NO_SETTINGS = Set.of(
            "FANFARE_KEY", "FANFARE_URL", "FANFARE_JAVA_HOME", "FANFARE_JAVA_OPTS", "FANFARE_MVN", "FANFARE_TRAIN");

    /// What Kubernetes puts into the environment for a service of this name.
    private static final String LINK = "FANFARE(_\\w+)?_(SERVICE_(HOST|PORT)(_\\w+)?|PORT(_\\d+_(TCP|UDP)(_\\w+)?)?)";

    private CheckSettings() {}

    /// The names of all settings of all apps.
    public static SettingNames names() {
        return new SettingNames(SettingRecords.in(ALL_APPS));
    }

    /// @param packages of the apps that will be started
    /// @throws WrongUsage naming the setting
    public static void run(ConfigurableEnvironment environment, List<String> packages) {
        refuseUnknown(environment);
        Binder binder = Binder.get(environment);
        for (Map.Entry<String, Class<?>> settings : SettingRecords.in(packages)) {
            bind(binder, settings);
        }
        refuseOpenDoor(environment, packages);
    }

    /// As the apps do, only sooner.
    private static void refuseOpenDoor(ConfigurableEnvironment environment, List<String> packages) {
        boolean front = packages.contains("dev.fanfare.producer");
        String keys = front ? "fanfare.api.keys" : "fanfare.api.internal-key";
        boolean inUse = Binder.get(environment)
                .bind(keys, Bindable.listOf(String.class))
                .map(all -> all.stream().anyMatch(key -> !key.isBlank()))
                .orElse(false);
        try {
            new RefuseOpenDoor(name -> environment.getProperty(name, name.equals("server.address") ? "127.0.0.1" : ""))
                    .check(keys, inUse);
        } catch (IllegalStateException open) {
            throw new WrongUsage(String.valueOf(open.getMessage()));
        }
    }

    private static void refuseUnknown(ConfigurableEnvironment environment) {
        SettingNames names = names();
        Set<String> unknown = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(CheckSettings::isOurs)
                .filter(name -> !names.has(name))
                .forEach(unknown::add);
        for (String name : unknown) {
            if (name.equalsIgnoreCase("fanfare")) {
                throw new WrongUsage(name + ": is no setting, and stands before all that begin with it; unset it");
            }
            throw new WrongUsage(name + ": there is no such setting"
                    + names.nearest(name)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; docs/settings.md has them all"));
        }
    }

    private static boolean isOurs(String name) {
        return name.equalsIgnoreCase("fanfare")
                || name.startsWith("fanfare.")
                || name.startsWith("FANFARE_") && !NO_SETTINGS.contains(name) && !name.matches(LINK);
    }

    private static void bind(Binder binder, Map.Entry<String, Class<?>> settings) {
        try {
            binder.bindOrCreate(settings.getKey(), Bindable.of(settings.getValue()));
        } catch (BindException wrong) {
            throw new WrongUsage(WrongValue.inWords(wrong));
        }
    }
}
