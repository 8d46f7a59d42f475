package dev.fanfare;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What Maven's graph does not hold of how the modules stand to one another and of how the code reads.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String SCHEMAS = "dev.fanfare.schemas..";
    private static final String PRODUCER = "dev.fanfare.producer..";
    private static final String FANOUT = "dev.fanfare.fanout..";
    private static final String TRACK = "dev.fanfare.track..";
    private static final String STREAMS = "dev.fanfare.streams..";
    private static final String CHANNELS = "dev.fanfare.channels..";
    private static final String STANDALONE = "dev.fanfare.standalone..";
    private static final String SPRING = "org.springframework..";
    private static final String KAFKA_STREAMS = "org.apache.kafka.streams..";

    private JavaClasses ours;

    @BeforeAll
    void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.fanfare")
                .that(not(annotatedWith("org.apache.avro.specific.AvroGenerated")));
        assertThat(ours.stream().map(type -> type.getPackageName().split("\\.")[2]))
                .contains("schemas", "producer", "fanout", "channels", "standalone");
    }

    @Test
    void apps_meet_on_topics_only() {
        importsNothingOf(List.of(SCHEMAS), PRODUCER, FANOUT, TRACK, STREAMS, CHANNELS, STANDALONE);
        importsNothingOf(List.of(PRODUCER), FANOUT, TRACK, STREAMS, CHANNELS, STANDALONE);
        importsNothingOf(List.of(FANOUT, TRACK, STREAMS), PRODUCER, CHANNELS, STANDALONE);
        importsNothingOf(List.of(CHANNELS), PRODUCER, FANOUT, TRACK, STREAMS, STANDALONE);
    }

    @Test
    void what_travels_knows_neither_spring_nor_kafka_streams() {
        importsNothingOf(List.of(SCHEMAS), SPRING, KAFKA_STREAMS);
    }

    /// A module's own package stands outside: it wires its features and holds the words that they share.
    @Test
    void features_depend_on_one_another_in_one_direction() {
        slices().matching("dev.fanfare.(*).(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void a_class_is_a_step_or_a_value() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](Abstract[A-Z]\\w*|\\w*(Manager|Helper|Helpers|Util|Utils|Impl))")
                .because("a class is a verb phrase or a noun that says what it does")
                .check(ours);
    }

    @Test
    void the_fan_out_knows_no_framework() {
        noClasses()
                .that()
                .resideInAPackage("dev.fanfare.fanout.*..")
                .and()
                .resideOutsideOfPackage("dev.fanfare.fanout.web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPRING)
                .check(ours);
    }

    @Test
    void what_is_decided_and_said_depends_on_its_arguments_only() {
        importsNothingOf(
                List.of("dev.fanfare.fanout.decide..", "dev.fanfare.fanout.render..", "dev.fanfare.track.tally.."),
                SPRING,
                "org.apache.kafka..",
                "java.net..");
    }

    @Test
    void time_is_handed_in() {
        noClasses()
                .that()
                .resideInAnyPackage(PRODUCER, FANOUT, TRACK, CHANNELS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("an InstantSource can be set by a test, and System.nanoTime measures a wait")
                .check(ours);
    }

    @Test
    void nothing_static_changes() {
        fields().that().areStatic().should().beFinal().check(ours);
    }

    @Test
    void only_the_command_line_writes_to_the_terminal() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                ours.that(not(resideInAPackage(STANDALONE))));
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(ours);
    }

    @Test
    void what_a_class_needs_comes_through_its_constructor() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(ours);
    }

    private void importsNothingOf(List<String> from, String... others) {
        noClasses()
                .that()
                .resideInAnyPackage(from.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(ours);
    }
}
