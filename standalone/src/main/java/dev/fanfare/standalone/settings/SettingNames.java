package dev.fanfare.standalone.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/// The names of all settings, read from the records that they are bound to.
///
/// Names are compared as the environment can say them too, without dots, dashes and underscores.
public final class SettingNames {

    private final Map<String, String> plain = new TreeMap<>();
    private final Map<String, String> open = new HashMap<>();

    /// @param roots records, each with the name that its components follow: `fanfare`, `fanfare.track`
    SettingNames(Collection<Map.Entry<String, Class<?>>> roots) {
        roots.forEach(root -> addAll(root.getKey(), root.getValue()));
    }

    /// Every name; `fanfare.kafka.properties.*` stands for whatever follows.
    public Stream<String> all() {
        return Stream.concat(plain.values().stream(), open.values().stream().map(name -> name + ".*"))
                .sorted();
    }

    /// Whether a name, in whichever way it is written, is a setting's.
    public boolean has(String name) {
        String asked = bare(name);
        return plain.containsKey(asked)
                || open.keySet().stream().anyMatch(start -> asked.startsWith(start) && asked.length() > start.length());
    }

    /// The known name that is written most like this one, if any is near.
    public Optional<String> nearest(String name) {
        String asked = bare(name);
        return all().min(Comparator.comparingInt(known -> Distance.between(bare(known), asked)))
                .filter(known -> Distance.between(bare(known), asked) <= Math.max(2, asked.length() / 4));
    }

    /// Lower case, letters and digits only; a list's index is none of the name.
    static String bare(String name) {
        return name.replaceAll("\\[\\d+]|_\\d+(?=_|$)", "")
                .replaceAll("[^A-Za-z0-9]", "")
                .toLowerCase(Locale.ROOT);
    }

    private void addAll(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            add(name, component.getType(), component.getGenericType());
        }
    }

    private void add(String name, Class<?> type, Type generic) {
        if (Map.class.isAssignableFrom(type)) {
            open.put(bare(name), name);
        } else if (type.isRecord()) {
            addAll(name, type);
        } else if (Collection.class.isAssignableFrom(type)
                && generic instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && element.isRecord()) {
            addAll(name, element);
        } else {
            plain.put(bare(name), name);
        }
    }
}
