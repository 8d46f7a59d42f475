package dev.fanfare.channels.webhook;

import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.GatewayContract;

class WebhookGatewayContractTest extends GatewayContract {

    @Override
    protected FakeProvider provider() {
        return new FakeEndpoint();
    }
}
