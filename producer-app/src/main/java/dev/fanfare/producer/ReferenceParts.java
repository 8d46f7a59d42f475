package dev.fanfare.producer;

import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.rules.RuleKind;
import dev.fanfare.producer.spool.Spool;
import dev.fanfare.producer.spool.SpoolSettings;
import dev.fanfare.producer.templates.TemplateKind;
import dev.fanfare.producer.versions.Copy;
import dev.fanfare.producer.versions.Ends;
import dev.fanfare.producer.versions.Lookup;
import dev.fanfare.producer.versions.Memory;
import dev.fanfare.producer.versions.Progress;
import dev.fanfare.producer.versions.ReadShelves;
import dev.fanfare.producer.versions.Shelf;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// The copy of rules and templates, and what keeps it.
@Configuration(proxyBeanMethods = false)
class ReferenceParts {

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    Ends ends(Admin admin) {
        return new Ends(admin);
    }

    @Bean
    Copy<Rule> ruleCopy() {
        return new Copy<>();
    }

    @Bean
    Shelf<Template> templates(Topics topics, Codecs codecs, Writers writers, Copy<Rule> ruleCopy) {
        return new Shelf<>(
                new TemplateKind(name -> ruleCopy.after("").stream()
                        .filter(rule -> rule.getTemplate().equals(name))
                        .map(Rule::getType)
                        .findFirst()),
                new Copy<>(),
                codecs.of(topics.templates(), Template.class),
                writers.prompt().templates());
    }

    @Bean
    Lookup<Template> templateLookup(Shelf<Template> templates, Ends ends, Progress progress, Spool spool) {
        return new Lookup<>(templates, templates.copy(), ends, progress, spool::isEngaged);
    }

    @Bean
    TemplateExists templateExists(Lookup<Template> templates) {
        return name -> name.equals(TemplateKind.PLAIN) || templates.find(name).isPresent();
    }

    @Bean
    Shelf<Rule> rules(
            Topics topics, Codecs codecs, Writers writers, TemplateExists templateExists, Copy<Rule> ruleCopy) {
        return new Shelf<>(
                new RuleKind(templateExists::test),
                ruleCopy,
                codecs.of(topics.rules(), Rule.class),
                writers.prompt().rules());
    }

    @Bean
    Lookup<Rule> ruleLookup(Shelf<Rule> rules, Ends ends, Progress progress, Spool spool) {
        return new Lookup<>(rules, rules.copy(), ends, progress, spool::isEngaged);
    }

    /// With a copy on the disk where there is a spool.
    @Bean
    @DependsOn("spool") // which takes the directory
    ReadShelves readShelves(Shelf<Rule> rules, Shelf<Template> templates, Progress progress, SpoolSettings settings) {
        List<Memory<?>> memories = settings.directory()
                .map(directory -> List.<Memory<?>>of(
                        new Memory<>(directory.resolve("rules.known"), rules, Rule.class),
                        new Memory<>(directory.resolve("templates.known"), templates, Template.class)))
                .orElse(List.of());
        ReadShelves shelves = new ReadShelves(List.of(rules, templates), progress, memories);
        shelves.recall();
        return shelves;
    }

    @Bean
    FollowTopics<String> followReferences(AppSettings settings, ReadShelves shelves) {
        Map<String, Object> config = settings.kafka().client();
        config.put("client.id", "fanfare-front-reference");
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "none");
        config.put("enable.auto.commit", false);
        return new FollowTopics<>(
                "rules and templates",
                shelves.partitions(),
                shelves,
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /// Up once rules and templates have been read, and then for good.
    @Bean
    HealthIndicator referenceHealthIndicator(Progress progress) {
        return () -> progress.complete()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("why", "rules and templates are not read yet")
                        .build();
    }

    /// Whether a template of that name, or the built-in one, exists.
    interface TemplateExists {
        boolean test(String name);
    }
}
