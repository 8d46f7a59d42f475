package dev.fanfare.channels.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fanfare.channels.http.ResolvePublicHost.NotPublic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fc00::1",
                "fd12:3456::1",
                "fd00:ec2::254",
                "ff02::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "::ffff:0:7f00:1",
                "::ffff:0:a9fe:a9fe",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "64:ff9b:1::7f00:1",
                "64:ff9b:1::808:808",
                "64:ff9b:1:ffff:ffff:ffff:808:808",
                "3fff::1",
                "3fff:fff::1",
                "5f00::1",
                "2606:4700::5efe:10.0.0.1",
                "2606:4700::200:5efe:127.0.0.1",
                "2606:4700:1:2:0:5efe:a9fe:a9fe"
            })
    void where_no_endpoint_of_another_party_can_be(String address) throws UnknownHostException {
        assertThat(AddressRange.isPublic(InetAddress.getByName(address).getAddress()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.0.0.1",
                "128.0.0.1",
                "169.253.0.1",
                "169.255.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.0.1",
                "192.169.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::200e",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "64:ff9b:2::1",
                "3fff:1000::1",
                "5eff::1",
                "2606:4700::5efe:8.8.8.8",
                "2606:4700::200:5efe:8.8.8.8",
                "2606:4700::100:5efe:10.0.0.1"
            })
    void where_one_can(String address) throws UnknownHostException {
        assertThat(AddressRange.isPublic(InetAddress.getByName(address).getAddress()))
                .isTrue();
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() throws UnknownHostException {
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("mixed.example", InetAddress.getByName("8.8.8.8"), InetAddress.getByName("127.0.0.1"));
        names.add("public.example", InetAddress.getByName("8.8.8.8"));
        assertThatExceptionOfType(NotPublic.class)
                .isThrownBy(() -> new ResolvePublicHost(names, new Where(false, "a.setting")).resolve("mixed.example"))
                .withMessageContaining("mixed.example");
        assertThat(new ResolvePublicHost(names, new Where(false, "a.setting")).resolve("public.example"))
                .hasSize(1);
        assertThat(new ResolvePublicHost(names, Where.ANYWHERE).resolve("mixed.example"))
                .hasSize(2);
    }
}
