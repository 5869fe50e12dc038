package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes MIME messages that read their attachments only while they are written. */
final class Composer {

    private static final String UTF_8 = "UTF-8"; // named everywhere, so that the server's locale never matters

    private Composer() {}

    static MimeMessage compose(Session session, Email email, Instant date) throws MessagingException {
        Address from = email.from()
                .orElseThrow(() -> invalid("The mail has no From. Give the address of the sender, which must be the"
                        + " mailbox that logs in or one that it may send as."));
        if (recipients(email).isEmpty()) {
            throw invalid("The mail has no recipient. Give at least one address in To, CC or BCC.");
        }
        MimeMessage message = new OwnMessageId(session, from);
        message.setFrom(internet(from));
        message.setRecipients(RecipientType.TO, internet(email.to()));
        message.setRecipients(RecipientType.CC, internet(email.cc()));
        if (!email.replyTo().isEmpty()) {
            message.setReplyTo(internet(email.replyTo()));
        }
        message.setSubject(email.subject(), UTF_8);
        message.setSentDate(Date.from(date));
        MimeBodyPart text = new MimeBodyPart();
        text.setText(email.text(), UTF_8);
        MimeMultipart content = new MimeMultipart("mixed", text);
        for (Document document : email.attachments()) {
            content.addBodyPart(attachment(document.name(), document));
        }
        message.setContent(content);
        message.saveChanges();
        return message;
    }

    /** Every address of the envelope (RFC 5321), each once; BCC is only here. */
    static List<Address> recipients(Email email) {
        return Stream.of(email.to(), email.cc(), email.bcc())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    static InternetAddress[] internet(List<Address> addresses) {
        return addresses.stream().map(Composer::internet).toArray(InternetAddress[]::new);
    }

    private static InternetAddress internet(Address address) {
        try {
            String ascii = ascii(address.address());
            InternetAddress internet = address.name().isEmpty()
                    ? new InternetAddress(ascii, true)
                    : new InternetAddress(ascii, address.name(), UTF_8);
            internet.validate();
            return internet;
        } catch (jakarta.mail.internet.AddressException | UnsupportedEncodingException e) {
            throw invalid("'" + address.address() + "' is not a mail address: " + e.getMessage()
                    + ". Give one like anna@contoso.com.");
        }
    }

    /** Angus would cut other characters to their low byte, and so write to somebody else. */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, at);
        if (!local.chars().allMatch(c -> c < 128)) {
            throw invalid(
                    "The address '" + address + "' has letters before the @ that need SMTPUTF8, which Posthorn does"
                            + " not speak yet. Nothing was sent.");
        }
        try {
            return local + "@" + IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw invalid("'" + address + "' is not a mail address: its domain is not a domain name. Give one like"
                    + " anna@contoso.com.");
        }
    }

    private static MimeBodyPart attachment(String name, Document document) throws MessagingException {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("An attachment has no name, or one with a line break or another control character. Give it"
                    + " a plain file name.");
        }
        MimeBodyPart part = new MimeBodyPart();
        String contentType = contentType(name, document);
        part.setDataHandler(new DataHandler(new DocumentSource(name, document)));
        // RFC 2231 by hand: setFileName() would encode in the platform's charset.
        ParameterList fileName = new ParameterList();
        fileName.set("filename", name, UTF_8);
        part.setHeader("Content-Disposition", new ContentDisposition("attachment", fileName).toString());
        part.setHeader("Content-Type", contentType);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String contentType(String name, Document document) {
        ContentType type;
        try {
            type = new ContentType(document.contentType());
        } catch (ParseException e) {
            throw invalid("The document '" + name + "' has the content type '"
                    + document.contentType().replaceAll("\\p{Cntrl}", "?")
                    + "', which is none. Give a media type like application/pdf.");
        }
        String primary = type.getPrimaryType().toLowerCase(Locale.ROOT);
        if (primary.equals("multipart") || primary.equals("message")) {
            return Document.UNKNOWN_TYPE; // these must not be sent as base64 (RFC 2045, section 6.4)
        }
        ParameterList parameters = type.getParameterList() == null ? new ParameterList() : type.getParameterList();
        parameters.set("name", name, UTF_8);
        type.setParameterList(parameters);
        return type.toString();
    }

    private static EmailException invalid(String message) {
        return new EmailException(Kind.MESSAGE, "", message, null);
    }

    /** Gives the mail an ID of the sender's domain; Jakarta Mail's own would tell this machine's name. */
    private static final class OwnMessageId extends MimeMessage {

        private final String id;

        OwnMessageId(Session session, Address from) {
            super(session);
            String address = internet(from).getAddress();
            id = "<" + UUID.randomUUID() + "@" + address.substring(address.lastIndexOf('@') + 1) + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    /** A document whose trouble can be told from the connection's. */
    private record DocumentSource(String name, Document document) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            try {
                return MailClassLoader.outside(() -> new DocumentStream(name, document.open()));
            } catch (IOException | RuntimeException e) {
                throw new DocumentException(name, e);
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("A document is read only.");
        }

        /** Never that of a multipart, which Jakarta Mail would open and parse; the header says what it really is. */
        @Override
        public String getContentType() {
            return Document.UNKNOWN_TYPE;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
