package io.posthorn.email.internal.mail.receive;

import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

import java.util.function.Consumer;

/**
 * Hears what a server tells of a folder of its own accord: how many mails there are (EXISTS) and which have gone (EXPUNGE),
 * RFC 9051, sections 7.4.1 and 7.5.1. What has not been listed is news.
 */
final class ImapNews implements Consumer<IMAPResponse> {

    private int present;
    private boolean any = true;
    private boolean repeated;
    private boolean shifted;

    @Override
    public void accept(IMAPResponse told) {
        if (told.keyEquals("EXISTS")) {
            // Exchange also says how many are left after an EXPUNGE, and some servers do so before it.
            any |= told.getNumber() > present;
            repeated |= told.getNumber() == present;
            present = told.getNumber();
        } else if (told.keyEquals("EXPUNGE")) {
            any |= repeated;
            present--;
            shifted = true;
        }
    }

    /** The folder is selected anew: nobody has seen what came meanwhile. */
    void forget() {
        present = 0;
        any = true;
        repeated = false;
    }

    /** Whether there may be a mail that was not listed. */
    boolean any() {
        return any;
    }

    int present() {
        return present;
    }

    void listingBegins() {
        shifted = false;
        repeated = false;
    }

    /** Everything up to the last number is listed, unless numbers have shifted meanwhile: then one may have been missed. */
    void listingEnds() {
        any = shifted;
    }
}
