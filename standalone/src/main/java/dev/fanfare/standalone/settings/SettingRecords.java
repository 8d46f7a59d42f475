package dev.fanfare.standalone.settings;

import dev.fanfare.schemas.setup.AppSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// The records that settings are bound to, as they stand on the class path.
final class SettingRecords {

    private SettingRecords() {}

    /// What every app reads, and each with the name that its components follow, in these packages.
    static List<Map.Entry<String, Class<?>>> in(Collection<String> packages) {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Stream<Map.Entry<String, Class<?>>> own = packages.stream()
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found -> type(Objects.requireNonNull(found.getBeanClassName())))
                .filter(Class::isRecord)
                .flatMap(SettingRecords::entry);
        return Stream.concat(Stream.of(Map.<String, Class<?>>entry("fanfare", AppSettings.class)), own)
                .toList();
    }

    private static Stream<Map.Entry<String, Class<?>>> entry(Class<?> type) {
        ConfigurationProperties bound = type.getAnnotation(ConfigurationProperties.class);
        return bound == null ? Stream.empty() : Stream.of(Map.entry(bound.value(), type));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
