package io.posthorn.email.internal.outbox;

import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxMailbox;
import io.posthorn.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The outbox. It outlives a change of the page, which attaches itself anew. */
@Component(
        immediate = true,
        service = {Outbox.class, OutboxComponent.class})
public final class OutboxComponent implements Outbox {

    private final StoredOutbox outbox;

    /**
     * Made by Declarative Services.
     *
     * @param store keeps the mails
     */
    @Activate
    public OutboxComponent(@Reference Store store) {
        this(store, InstantSource.system());
    }

    /**
     * With a clock of one's own, for tests.
     *
     * @param store keeps the mails
     * @param clock tells the time
     */
    public OutboxComponent(Store store, InstantSource clock) {
        this(store, clock, Rhythm.USUAL);
    }

    OutboxComponent(Store store, InstantSource clock, Rhythm rhythm) {
        outbox = new StoredOutbox(store, clock, rhythm);
        outbox.start();
    }

    /** A page that is attached; closing it detaches the page. What is being sent ends by it. */
    public interface Attachment extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * From now on, mail goes out by this page.
     *
     * @param page the page
     * @param limits of the outbox, as the page sets them
     * @return to be closed when the page goes
     */
    public Attachment attach(SendingPage page, OutboxLimits limits) {
        outbox.dispatcher().bound(limits);
        return attach(page);
    }

    /**
     * From now on, mail of its mailbox goes out by this page.
     *
     * @param page the page
     * @return to be closed when the page goes
     */
    public Attachment attach(SendingPage page) {
        outbox.dispatcher().sendBy(page);
        return () -> outbox.dispatcher().sendNoMore(page);
    }

    /**
     * Keeps a mail, which is on disk when this returns.
     *
     * @param submission the mail
     * @return its entry, or that of an earlier submission with the same key
     * @throws io.posthorn.email.EmailException if it could not be kept
     */
    public OutboxEntry submit(Submission submission) {
        return outbox.submit(submission);
    }

    /**
     * Wants to know of every mail that comes to an end, once that is on disk.
     *
     * @param listener is called by the thread that sends
     * @return to be closed when it does not any more
     */
    public Attachment onEnd(Consumer<OutboxEntry> listener) {
        outbox.endings().add(listener);
        return () -> outbox.endings().remove(listener);
    }

    @Override
    public List<OutboxEntry> list(int limit, OutboxEntry.State... states) {
        return outbox.list(limit, states);
    }

    @Override
    public Optional<OutboxEntry> find(String id) {
        return outbox.find(id);
    }

    @Override
    public Optional<OutboxEntry> findByKey(String key) {
        return outbox.findByKey(key);
    }

    @Override
    public boolean retry(String id) {
        return outbox.retry(id);
    }

    @Override
    public boolean drop(String id) {
        return outbox.drop(id);
    }

    @Override
    public void pause(String mailbox) {
        outbox.pause(mailbox);
    }

    @Override
    public void resume(String mailbox) {
        outbox.resume(mailbox);
    }

    @Override
    public List<OutboxMailbox> mailboxes() {
        return outbox.mailboxes();
    }

    /** What is being sent ends first. */
    @Deactivate
    public void deactivate() {
        outbox.close();
    }
}
