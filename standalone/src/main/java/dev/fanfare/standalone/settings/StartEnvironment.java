package dev.fanfare.standalone.settings;

import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// The settings as an app will see them: arguments, the environment, files beside the program, defaults.
public final class StartEnvironment {

    private StartEnvironment() {}

    /// @param arguments settings by their full names
    /// @param defaults what stands behind all else
    public static ConfigurableEnvironment of(Map<String, String> arguments, Map<String, Object> defaults) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("arguments", Map.copyOf(arguments)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        environment.getPropertySources().addLast(new MapPropertySource("defaults", defaults));
        return environment;
    }
}
