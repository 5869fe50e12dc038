package io.posthorn.console.internal.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whose logins are counted together: an IPv4 address, or the first 64 bits of an IPv6 one, since who has one has them all. */
final class Neighbourhood {

    private static final int PREFIX = 8;

    private Neighbourhood() {}

    static String of(String address) {
        String bare = address.replaceAll("[\\[\\]]|%.*", "");
        if (!bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(bare); // asks no name server: it is a number
            byte[] bytes = parsed.getAddress();
            return bytes.length > PREFIX ? HexFormat.of().formatHex(bytes, 0, PREFIX) + "/64" : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
