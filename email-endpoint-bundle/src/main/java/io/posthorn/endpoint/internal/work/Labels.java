package io.posthorn.endpoint.internal.work;

import java.util.Map;

/** Names the fields of an endpoint's page in advice that names those of the page <i>Email service</i>. */
public final class Labels {

    private static final Map<String, String> OWN = Map.of(
            "field POP3/IMAP Host", "field Inbox Host",
            "field POP3/IMAP Port Number", "field Inbox Port",
            "field POP3/IMAP Username", "field Inbox User",
            "field POP3/IMAP Password", "field Inbox Password",
            "field Receive Transport Security", "field POP3/IMAP SSL Enabled");

    private Labels() {}

    /** The same advice for an endpoint. */
    public static String own(String advice) {
        String words = advice;
        for (Map.Entry<String, String> label : OWN.entrySet()) {
            words = words.replace(label.getKey(), label.getValue());
        }
        return words;
    }
}
