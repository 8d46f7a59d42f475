package dev.fanfare.standalone.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the ids in the display names of all modules' tests, as they stand in the sources.
final class TestsById {

    static final String ID = "S[0-4]-[0-9]{2}";

    private static final Pattern ONE_ID = Pattern.compile("\\bS[0-9]+-[0-9]+\\b");
    private static final Pattern NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)\"");
    private static final Pattern METHOD = Pattern.compile("(?m)^ {4}(?:(?:public|final) )*[\\w<>?]+ (\\w+)\\(");
    private static final Pattern TESTED = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

    /// What does not run proves nothing.
    private static final Pattern OFF = Pattern.compile("(?m)^ *@Disabled");

    private TestsById() {}

    static Map<String, List<NamedTest>> under(Path root, List<String> modules) throws IOException {
        Map<String, List<NamedTest>> byId = new TreeMap<>();
        for (String module : modules) {
            for (Path file : sources(root.resolve(module).resolve("src/test/java"))) {
                for (NamedTest test :
                        in(Files.readString(file), root.relativize(file).toString())) {
                    test.ids().forEach(id -> byId.computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(test));
                }
            }
        }
        return byId;
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted(Comparator.comparing(Path::getFileName).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /// The tests of one source file: each name belongs to the method that follows it.
    static List<NamedTest> in(String source, String path) {
        List<NamedTest> tests = new ArrayList<>();
        String file = path.replace('\\', '/');
        String type = file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
        String head = source.substring(0, Math.max(0, source.indexOf("class ")));
        if (OFF.matcher(head).find()) {
            return tests;
        }
        boolean allApart = head.contains("@Tag(");
        Matcher method = METHOD.matcher(source);
        int from = 0;
        while (method.find()) {
            String before = source.substring(annotations(source, from, method.start()), method.start());
            Matcher name = NAME.matcher(before);
            if (name.find()
                    && TESTED.matcher(before).find()
                    && !OFF.matcher(before).find()) {
                List<String> ids = ONE_ID.matcher(name.group(1))
                        .results()
                        .map(found -> found.group())
                        .distinct()
                        .toList();
                if (!ids.isEmpty()) {
                    tests.add(new NamedTest(file, type, method.group(1), allApart || before.contains("@Tag("), ids));
                }
            }
            from = method.end();
        }
        return tests;
    }

    /// Behind the end of whatever stands before them.
    private static int annotations(String source, int from, int to) {
        int end = Math.max(source.lastIndexOf("\n    }", to), source.lastIndexOf(";\n", to));
        return Math.max(from, end);
    }
}
