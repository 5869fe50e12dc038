package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.MailId;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Lists a folder piece by piece, so that nothing of a mail but its id is ever in memory. Numbers do not shift meanwhile, by
 * the standard: no EXPUNGE comes during a FETCH (RFC 9051, section 7.5.1).
 */
final class ImapListing {

    private static final int PIECE = 1_000;
    private static final long DELETED = -1;

    private final IMAPFolder folder;
    private final ImapNews news;
    private final long validity;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private long last;

    ImapListing(IMAPFolder folder, ImapNews news, long validity) {
        this.folder = folder;
        this.news = news;
        this.validity = validity;
    }

    /** By UID, which is by age. Mails that are marked as deleted are as good as gone. */
    List<MailId> list() throws MessagingException {
        news.listingBegins();
        List<MailId> all = new ArrayList<>();
        for (int from = 1; from <= news.present(); from += PIECE) {
            ask("FETCH " + from + ":" + Math.min(from + PIECE - 1, news.present()), all);
        }
        // Some servers count wrongly when mails come and go at once.
        ask("UID FETCH " + (last + 1) + ":*", all);
        news.listingEnds();
        return List.copyOf(all);
    }

    /** UIDs grow with numbers. The last mail is in each range that ends with a star. */
    private void ask(String which, List<MailId> all) throws MessagingException {
        folder.doCommand(protocol -> fetch(protocol, which + " (UID FLAGS RFC822.SIZE)"));
        sizes.tailMap(last, false).forEach((uid, size) -> {
            if (size != DELETED) {
                all.add(new MailId(validity, String.valueOf(uid), size));
            }
        });
        last = sizes.isEmpty() ? last : Math.max(last, sizes.lastKey());
        sizes.clear();
    }

    private String fetch(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] answers = protocol.command(command, null);
        List<Response> others = new ArrayList<>();
        for (Response answer : answers) {
            if (answer instanceof FetchResponse fetched) {
                note(fetched);
            } else {
                others.add(answer);
            }
        }
        // Angus would make a message of each FETCH.
        protocol.notifyResponseHandlers(others.toArray(Response[]::new));
        Response result = answers[answers.length - 1];
        if (!result.isNO() || sizes.isEmpty()) { // a NO besides answers is about mails that have gone (RFC 2180)
            protocol.handleResult(result);
        }
        return command;
    }

    /** One without UID or size was not asked for. */
    private void note(FetchResponse fetched) {
        UID uid = fetched.getItem(UID.class);
        RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
        FLAGS flags = fetched.getItem(FLAGS.class);
        if (uid != null && size != null) {
            boolean deleted = flags != null && flags.contains(Flags.Flag.DELETED);
            sizes.put(uid.uid, deleted ? DELETED : size.size);
        }
    }
}
