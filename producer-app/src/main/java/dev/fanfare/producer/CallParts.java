package dev.fanfare.producer;

import dev.fanfare.producer.ReferenceParts.TemplateExists;
import dev.fanfare.producer.addresses.AddressRoutes;
import dev.fanfare.producer.addresses.AddressSettings;
import dev.fanfare.producer.addresses.LinkPages;
import dev.fanfare.producer.audiences.MemberRoutes;
import dev.fanfare.producer.audit.AuditPages;
import dev.fanfare.producer.audit.AuditRoutes;
import dev.fanfare.producer.events.EventRoutes;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.keys.PersonTokens;
import dev.fanfare.producer.peers.AskDryRun;
import dev.fanfare.producer.peers.AskEvent;
import dev.fanfare.producer.peers.AskInForce;
import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.producer.peers.AskPreview;
import dev.fanfare.producer.peers.AskStreams;
import dev.fanfare.producer.people.IssueToken;
import dev.fanfare.producer.people.PeopleRoutes;
import dev.fanfare.producer.replays.ReplayRoutes;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.steer.SteerChannel;
import dev.fanfare.producer.steer.SteerRoutes;
import dev.fanfare.producer.templates.PreviewTemplate;
import dev.fanfare.producer.versions.Ends;
import dev.fanfare.producer.versions.InForce;
import dev.fanfare.producer.versions.Lookup;
import dev.fanfare.producer.versions.Progress;
import dev.fanfare.producer.versions.Shelf;
import dev.fanfare.producer.versions.ShelfRoutes;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.traces.Traces;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The calls that we answer ourselves.
@Configuration(proxyBeanMethods = false)
class CallParts {

    @Bean
    InForce inForce(Progress progress, AskInForce others) {
        return new InForce(progress, others);
    }

    @Bean
    Traces traces(AppSettings settings) {
        return Traces.of(settings.traces(), "fanfare-front", settings.instanceId());
    }

    @Bean
    EventRoutes.Answering answeringEvents(
            AskKnown known, AskDryRun dryRun, Topics topics, Codecs codecs, Traces traces) {
        return new EventRoutes.Answering(known, dryRun, codecs.of(topics.events(Lane.STANDARD), Event.class), traces);
    }

    @Bean
    Calls events(Lookup<Rule> rules, TemplateExists templates, Keeper keeper, EventRoutes.Answering answeringEvents) {
        return new Calls(
                new EventRoutes(rules::ask, templates::test, keeper, answeringEvents, InstantSource.system()).all());
    }

    @Bean
    Calls steering(Keeper keeper, AskEvent events, AskStreams streams) {
        ReplayRoutes deliveries = new ReplayRoutes(keeper.writers().prompt(), streams, InstantSource.system());
        return new Calls(new SteerRoutes(keeper, events, InstantSource.system(), deliveries::now).all());
    }

    @Bean
    Calls channelSteering(Writers writers) {
        return new Calls(new SteerChannel(writers.prompt(), InstantSource.system()).all());
    }

    @Bean
    Calls replays(Writers writers, AskStreams streams) {
        return new Calls(new ReplayRoutes(writers.prompt(), streams, InstantSource.system()).all());
    }

    @Bean
    Calls audit(AppSettings settings, Topics topics, Codecs codecs) {
        AuditPages pages = new AuditPages(settings.kafka().client(), topics, codecs);
        return new Calls(new AuditRoutes(pages).all());
    }

    @Bean
    Calls ruleCalls(Shelf<Rule> rules, Ends ends, InForce inForce) {
        return new Calls(new ShelfRoutes<>(rules, ends, inForce).under("/v1/rules"));
    }

    @Bean
    Calls templateCalls(Shelf<Template> templates, Ends ends, InForce inForce) {
        return new Calls(new ShelfRoutes<>(templates, ends, inForce).under("/v1/templates"));
    }

    @Bean
    Calls previews(
            Shelf<Template> templates, Lookup<Template> templateLookup, AskPeople people, AskPreview askPreview) {
        return new Calls(new PreviewTemplate(templates.kind(), templateLookup::find, people, askPreview).all());
    }

    @Bean
    Calls people(Writers writers, AskInForce inForce, AskPeople people) {
        return new Calls(new PeopleRoutes(writers, InstantSource.system(), inForce, people).all());
    }

    @Bean
    Calls tokens(PersonTokens tokens, Writers writers) {
        return new Calls(new IssueToken(tokens, writers.prompt().audit(), InstantSource.system()).all());
    }

    @Bean
    Calls addresses(
            Writers writers,
            AskInForce inForce,
            AskPeople people,
            AddressSettings settings,
            AppSettings app,
            LinkPages pages) {
        return new Calls(new AddressRoutes(
                        writers.prompt(), inForce, people, settings, app.publicUrl(), pages, InstantSource.system())
                .all());
    }

    @Bean
    Calls members(Writers writers, AskInForce inForce, AskPeople people) {
        return new Calls(new MemberRoutes(writers, inForce, people).all());
    }
}
