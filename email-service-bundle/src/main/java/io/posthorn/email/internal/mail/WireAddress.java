package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;

import java.net.IDN;

/** How an address stands in SMTP commands. */
final class WireAddress {

    private WireAddress() {}

    /** The domain in ASCII (RFC 5890); letters before the at sign stay, and need SMTPUTF8 (RFC 6531). */
    static String of(Address address) {
        String text = address.address();
        int at = text.lastIndexOf('@');
        return text.substring(0, at) + "@" + IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
    }
}
