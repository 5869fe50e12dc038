package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.eclipse.angus.mail.util.LineOutputStream;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A mail in the form of RFC 5322, made once; its documents are read while it is written. */
public final class ComposedMail implements Outgoing {

    static final Session SESSION = MailClassLoader.call(ComposedMail::session);

    /** As DateTimeFormatter.RFC_1123_DATE_TIME, but for the zone, which that one names GMT (obsolete by RFC 5322, section 4.3). */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, names(DayOfWeek.values(), DayOfWeek::getValue))
            .appendLiteral(", ")
            .appendValue(ChronoField.DAY_OF_MONTH)
            .appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, names(Month.values(), Month::getValue))
            .appendPattern(" yyyy HH:mm:ss Z")
            .toFormatter(Locale.ENGLISH);

    /** In octets; a larger one is written anew, so that it is not in memory twice while it waits. */
    private static final int SMALL = 64 * 1024;

    private final Envelope envelope;
    private final Participants participants;
    private final Repertoire repertoire;
    private final OwnMessage message;
    private final List<DocumentSource> documents;
    private final long sizeWithoutDocuments;

    /** The whole mail, if it is small; otherwise null. */
    private final byte @Nullable [] written;

    private ComposedMail(Email email, Instant date) throws MessagingException, IOException {
        participants = Participants.of(email);
        envelope = participants.envelope(email);
        repertoire = new Repertoire(email.charset());
        message = new OwnMessage(envelope.messageId());
        setHeaders(email);
        message.setHeader("Date", DATE.format(date.atOffset(ZoneOffset.UTC))); // where this machine is, stays here
        BodyStructure body = new BodyStructure(email, repertoire);
        body.fill(message);
        message.saveChanges();
        documents = body.documents();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        write(rest);
        sizeWithoutDocuments = rest.size();
        written = documents.isEmpty() && rest.size() <= SMALL ? rest.toByteArray() : null;
        documents.forEach(DocumentSource::release);
    }

    /**
     * Composes a mail.
     *
     * @param date of the mail
     * @throws EmailException of kind MESSAGE if it cannot be composed
     */
    public static ComposedMail of(Email email, Instant date) {
        return MailClassLoader.call(() -> {
            try {
                return new ComposedMail(email, date);
            } catch (MessagingException | IOException e) {
                throw new EmailException(Kind.MESSAGE, "", "The mail cannot be composed: " + e.getMessage(), e);
            }
        });
    }

    public static EmailException invalid(String message) {
        return new EmailException(Kind.MESSAGE, "", message, null);
    }

    /** The English ones of three letters; a formatter that has them does not look into the locales for each mail. */
    private static <T extends Enum<T>> Map<Long, String> names(T[] values, ToIntFunction<T> number) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(
                        value -> (long) number.applyAsInt(value),
                        value -> value.name().charAt(0)
                                + value.name().substring(1, 3).toLowerCase(Locale.ROOT)));
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true"); // RFC 6532; Angus writes question marks without
        return Session.getInstance(properties);
    }

    private void setHeaders(Email email) throws MessagingException, IOException {
        setAddresses("From", List.of(participants.from()));
        setAddresses("To", email.to());
        setAddresses("Cc", email.cc());
        setAddresses("Reply-To", email.replyTo());
        addText("Subject", "The subject", email.subject());
        switch (email.priority()) {
            case HIGH -> setPriority("high", "1");
            case LOW -> setPriority("low", "5");
            case NORMAL -> {}
        }
        for (Email.Header header : email.headers()) {
            addText(header.name(), "The header " + header.name(), header.value().strip());
        }
    }

    /** Each address is plain, for {@link AddrSpec} has looked, and goes out as it is. */
    private void setAddresses(String name, List<Address> addresses) throws MessagingException, IOException {
        InternetAddress[] list = new InternetAddress[addresses.size()];
        for (int i = 0; i < list.length; i++) {
            Address address = addresses.get(i);
            list[i] = new InternetAddress();
            list[i].setAddress(participants.spec(address).text());
            if (!address.name().isEmpty()) {
                list[i].setPersonal(repertoire.words("The name in " + name, address.name()));
            }
        }
        if (list.length > 0) {
            message.setHeader(name, InternetAddress.toString(list, name.length() + 2));
        }
    }

    private void addText(String name, String where, String value) throws MessagingException, IOException {
        message.addHeader(name, MimeUtility.fold(name.length() + 2, repertoire.words(where, value)));
    }

    private void setPriority(String importance, String priority) throws MessagingException {
        message.setHeader("Importance", importance);
        message.setHeader("X-Priority", priority);
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public boolean needsSmtpUtf8() {
        return participants.needSmtpUtf8();
    }

    @Override
    public long size() throws IOException {
        long size = sizeWithoutDocuments;
        for (DocumentSource document : documents) {
            size += document.encodedSize();
        }
        return size;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (written != null) {
            out.write(written);
            return;
        }
        MailClassLoader.call(() -> {
            try {
                return write(out);
            } catch (MessagingException e) {
                throw new IOException(e);
            }
        });
    }

    private boolean write(OutputStream out) throws MessagingException, IOException {
        WholeLines lines = new WholeLines(out);
        message.writeTo(new Lines(lines));
        lines.end();
        return true;
    }

    /** Jakarta Mail would search for a provider of such a stream, once more for each mail. */
    private static final class Lines extends LineOutputStream {

        Lines(OutputStream out) {
            super(out, true);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            out.write(octets, from, length); // all at once
        }
    }

    private static final class WholeLines extends CRLFOutputStream {

        WholeLines(OutputStream out) {
            super(out);
        }

        void end() throws IOException {
            if (!atBOL) {
                writeln();
            }
        }
    }
}
