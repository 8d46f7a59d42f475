package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.GatewayContract;

class EmailGatewayContractTest extends GatewayContract {

    @Override
    protected FakeProvider provider() {
        return new FakeSmtp();
    }
}
