package dev.fanfare.standalone.system.github.expected;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/// The expectation is worth something only while it is worked out by other code than what it judges.
class KnowsNothingOfFanfareTest {

    private static final String HERE = KnowsNothingOfFanfareTest.class.getPackageName();

    @Test
    void the_expectation_is_worked_out_without_fanfare() {
        classes()
                .that()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(HERE, "java..", "tools.jackson..", "org.jspecify..")
                .check(new ClassFileImporter().importPackages(HERE));
    }
}
