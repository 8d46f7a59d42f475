package dev.fanfare.channels;

import dev.fanfare.schemas.Channel;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Whether `fanfare.channels.run` names the in-app channel, or nothing.
final class RunsInApp implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        List<String> run = Binder.get(context.getEnvironment())
                .bind("fanfare.channels.run", Bindable.listOf(String.class))
                .orElse(List.of());
        return new ChannelsSettings.Run(run).chosen().contains(Channel.IN_APP);
    }
}
