package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Query;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.HeaderTerm;
import jakarta.mail.search.ReceivedDateTerm;
import jakarta.mail.search.SearchException;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SizeTerm;
import jakarta.mail.search.SubjectTerm;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.imap.IMAPFolder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * What a server finds (RFC 9051, section 6.4.4).
 *
 * @param found oldest first
 * @param complete whether the server has compared the texts; if not, it is done here
 */
record ImapSearch(List<Message> found, boolean complete) {

    static ImapSearch in(IMAPFolder folder, Query query) throws MessagingException {
        List<SearchTerm> marks = marks(query);
        List<SearchTerm> terms = new ArrayList<>(marks);
        terms.addAll(texts(query));
        Optional<int[]> numbers = ask(folder, terms);
        boolean complete = numbers.isPresent();
        if (!complete) {
            // Some servers know no charset but ASCII.
            numbers = ask(folder, marks);
        }
        List<Message> found =
                numbers.isPresent() ? ImapMailbox.messages(folder, numbers.get()) : List.of(folder.getMessages());
        return new ImapSearch(found, complete);
    }

    private static List<SearchTerm> marks(Query query) {
        List<SearchTerm> terms = new ArrayList<>();
        if (query.unread()) {
            terms.add(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        }
        // A day earlier: the server's day begins in a time zone of its own.
        query.since()
                .map(since -> Date.from(since.minus(Duration.ofDays(1))))
                .ifPresent(day -> terms.add(new ReceivedDateTerm(ComparisonTerm.GE, day)));
        if (query.largest() < Integer.MAX_VALUE) {
            terms.add(new SizeTerm(ComparisonTerm.LT, (int) query.largest() + 1));
        }
        return terms;
    }

    private static List<SearchTerm> texts(Query query) {
        List<SearchTerm> terms = new ArrayList<>();
        if (!query.subject().isEmpty()) {
            terms.add(new SubjectTerm(query.subject()));
        }
        if (!query.sender().isEmpty()) {
            terms.add(new HeaderTerm("From", query.sender())); // Exchange's FROM search knows display names only
        }
        return terms;
    }

    /** Empty if the server does not know how to search for that. */
    private static Optional<int[]> ask(IMAPFolder folder, List<SearchTerm> terms) throws MessagingException {
        if (terms.isEmpty()) {
            int count = folder.getMessageCount();
            return Optional.of(java.util.stream.IntStream.rangeClosed(1, count).toArray());
        }
        SearchTerm all = new AndTerm(terms.toArray(SearchTerm[]::new));
        Object numbers = folder.doCommand(protocol -> {
            try {
                return protocol.search(all);
            } catch (SearchException e) {
                return e;
            } catch (CommandFailedException e) {
                return e;
            }
        });
        return numbers instanceof int[] found ? Optional.of(found) : Optional.empty();
    }
}
