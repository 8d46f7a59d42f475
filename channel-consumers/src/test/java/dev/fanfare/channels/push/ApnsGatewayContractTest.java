package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.GatewayContract;

class ApnsGatewayContractTest extends GatewayContract {

    @Override
    protected FakeProvider provider() {
        return new FakeApns();
    }
}
