package io.posthorn.email.internal.mail;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import jakarta.mail.Flags;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one message of Jakarta Mail into a {@link ReceivedEmail}; attachments stay on the server until opened. */
final class ReceivedMessage {

    private static final Logger log = LoggerFactory.getLogger(ReceivedMessage.class);

    /** Bytes; a longer text is handed over as an attachment, which needs no memory. */
    private static final int LONGEST_TEXT = 5_000_000;

    /** Read one by one below; fetched for all messages at once before. */
    static final List<String> HEADERS = List.of("Message-ID", "From", "To", "Cc");

    private final Message message;
    private final List<Document> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    ReceivedMessage(Message message) {
        this.message = message;
    }

    ReceivedEmail read() throws MessagingException, IOException {
        walk(message);
        String[] id = message.getHeader("Message-ID");
        String subject = message.getSubject();
        return new ReadEmail(
                id == null ? "" : id[0].strip(),
                addresses("From").stream().findFirst(),
                addresses("To"),
                addresses("Cc"),
                addresses("Reply-To"),
                subject == null ? "" : subject,
                Optional.ofNullable(message.getSentDate()).map(Date::toInstant),
                Optional.ofNullable(message.getReceivedDate()).map(Date::toInstant),
                message.getSize(),
                !message.isSet(Flags.Flag.SEEN),
                Objects.requireNonNullElse(text, ""),
                Objects.requireNonNullElse(html, ""),
                headers(),
                List.copyOf(attachments));
    }

    private Map<String, List<String>> headers() throws MessagingException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(decoded(header.getValue()));
        }
        return headers;
    }

    private static String decoded(String value) {
        String line = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(line);
        } catch (UnsupportedEncodingException e) {
            return line;
        }
    }

    private void walk(Part part) throws MessagingException, IOException {
        try {
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    walk(parts.getBodyPart(i));
                }
            } else if (text == null && isText(part) && part.getSize() <= LONGEST_TEXT) {
                text = decode(part);
            } else if (html == null && isHtmlBody(part) && part.getSize() <= LONGEST_TEXT) {
                html = decode(part);
            } else {
                attachments.add(document(part));
            }
        } catch (MessagingException | IOException e) {
            if (isConnection(e)) {
                throw e;
            }
            // Broken by its sender. It is handed over as it came, and the rest of the mail with it.
            log.warn("A part of a received mail cannot be decoded: {}", e.getMessage());
            attachments.add(
                    new Document("undecoded-" + (attachments.size() + 1), Document.UNKNOWN_TYPE, () -> raw(part)));
        }
    }

    /** Whether the server is to blame, and not the mail. */
    private static boolean isConnection(Exception e) {
        return MailFailures.chain(e)
                .anyMatch(cause -> cause instanceof FolderClosedException
                        || cause instanceof StoreClosedException
                        || cause instanceof ConnectionException
                        || cause instanceof SocketException
                        || cause instanceof SocketTimeoutException);
    }

    private static InputStream raw(Part part) throws IOException {
        return MailClassLoader.call(() -> {
            try {
                return part instanceof MimeMessage message
                        ? message.getRawInputStream()
                        : ((MimeBodyPart) part).getRawInputStream();
            } catch (MessagingException e) {
                throw new IOException("The part is out of reach: " + e.getMessage(), e);
            }
        });
    }

    private static boolean isText(Part part) throws MessagingException {
        return part.isMimeType("text/plain") && isBody(part);
    }

    private static boolean isHtmlBody(Part part) throws MessagingException {
        return part.isMimeType("text/html") && isBody(part);
    }

    private static boolean isBody(Part part) throws MessagingException {
        return part.getFileName() == null && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    }

    private Document document(Part part) throws MessagingException {
        return new Document(name(part), type(part), () -> open(part));
    }

    private static InputStream open(Part part) throws IOException {
        return MailClassLoader.call(() -> {
            try {
                return part.getInputStream();
            } catch (MessagingException e) {
                throw new IOException("The attachment is out of reach: " + e.getMessage(), e);
            }
        });
    }

    /** The last step of whatever path a sender gives, in readable characters. */
    private String name(Part part) throws MessagingException {
        String name = part.getFileName();
        if (name == null) {
            return "attachment-" + (attachments.size() + 1);
        }
        try {
            name = MimeUtility.decodeText(name); // many send RFC 2047 where RFC 2231 is due
        } catch (UnsupportedEncodingException e) {
            // shown as it came
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? "attachment-" + (attachments.size() + 1) : clean;
    }

    private static String type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException e) {
            return Document.UNKNOWN_TYPE;
        }
    }

    private static String decode(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), charset(part));
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The addresses of a header; those that cannot be read are left out. */
    private List<Address> addresses(String header) throws MessagingException {
        String[] values = message.getHeader(header);
        if (values == null) {
            return List.of();
        }
        try {
            return Arrays.stream(InternetAddress.parseHeader(String.join(", ", values), false))
                    .flatMap(address -> readable(address).stream())
                    .toList();
        } catch (AddressException e) {
            return List.of();
        }
    }

    private static Optional<Address> readable(InternetAddress address) {
        try {
            return Optional.of(
                    new Address(Objects.requireNonNullElse(address.getPersonal(), ""), address.getAddress()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
