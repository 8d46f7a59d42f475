package dev.fanfare.producer;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class PackagesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.fanfare.producer");

    @Test
    void imports_between_packages_run_one_way() {
        SlicesRuleDefinition.slices()
                .matching("dev.fanfare.producer.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void only_the_wiring_knows_all_parts() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("dev.fanfare.producer.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.fanfare.producer")
                .check(CLASSES);
    }

    @Test
    void reading_and_checking_know_nothing_of_kafka() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveSimpleNameStartingWith("Read")
                .and()
                .doNotHaveSimpleName("ReadShelves")
                .or()
                .haveSimpleNameStartingWith("Check")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }
}
