package dev.fanfare.producer.peers;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Every instance that some URLs stand for: a name that stands for several addresses stands for as many instances.
///
/// Names are looked up now and then beside the calls, which take what was found last: no call waits for a name server.
final class Instances implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|\\[.*]");

    private final List<URI> urls;
    private final Names names;
    private final Map<URI, List<URI>> found = new HashMap<>();
    private final Thread lookingUp;
    private volatile List<URI> last;

    /// Looks names up, as `InetAddress` does.
    interface Names {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    Instances(List<URI> urls) {
        this(urls, InetAddress::getAllByName, BETWEEN);
    }

    Instances(List<URI> urls, Names names, Duration between) {
        this.urls = List.copyOf(urls);
        this.names = names;
        this.last = lookUp();
        this.lookingUp = Thread.ofVirtual().name("look-up-instances").unstarted(() -> keepLookingUp(between));
        if (this.urls.stream().anyMatch(Instances::isName)) {
            lookingUp.start();
        }
    }

    /// As they were found last.
    List<URI> now() {
        return last;
    }

    @Override
    public void close() {
        lookingUp.interrupt();
    }

    private void keepLookingUp(Duration between) {
        try {
            while (true) {
                Thread.sleep(between);
                last = lookUp();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private List<URI> lookUp() {
        List<URI> all = new ArrayList<>();
        for (URI url : urls) {
            all.addAll(isName(url) ? of(url) : List.of(url));
        }
        return List.copyOf(all);
    }

    /// An instance may have an address of each family. Those found last stay where the name server is away.
    private List<URI> of(URI url) {
        try {
            List<InetAddress> addresses = Arrays.stream(names.addresses(url.getHost()))
                    .filter(Inet4Address.class::isInstance)
                    .toList();
            List<URI> each = addresses.size() < 2
                    ? List.of(url)
                    : addresses.stream().map(address -> at(url, address)).toList();
            found.put(url, each);
            return each;
        } catch (UnknownHostException away) {
            return found.getOrDefault(url, List.of(url));
        }
    }

    /// Behind https the name must stay, since the certificate is for it.
    private static boolean isName(URI url) {
        return "http".equals(url.getScheme()) && !ADDRESS.matcher(url.getHost()).matches();
    }

    private static URI at(URI url, InetAddress address) {
        return URI.create(url.toString().replaceFirst("//[^/:]+", "//" + address.getHostAddress()));
    }
}
