package dev.fanfare.channels.sms;

import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.GatewayContract;

class TwilioGatewayContractTest extends GatewayContract {

    @Override
    protected FakeProvider provider() {
        return new FakeTwilio();
    }
}
