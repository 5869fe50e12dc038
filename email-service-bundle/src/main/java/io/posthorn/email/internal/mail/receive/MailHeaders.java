package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Address;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;

import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The headers of a message, read in a way that no sender can break. What cannot be read is shown as it came, or left out. */
final class MailHeaders {

    /** Characters; what is longer is cut off, since no honest header is. */
    private static final int LONGEST = 200_000;

    /** Written by servers, with words of the sender in them: an encoded word could hold a verdict of his own. */
    private static final List<String> VERDICTS = List.of("Authentication-Results", "Received-SPF");

    private final Map<String, List<String>> raw = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Asks the server, if the headers have not been fetched. */
    MailHeaders(Message message) throws MessagingException {
        for (Header header : Collections.list(message.getAllHeaders())) {
            String value = Objects.requireNonNullElse(header.getValue(), "");
            raw.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(value.substring(0, Math.min(LONGEST, value.length())));
        }
    }

    /** Unfolded and decoded. */
    List<String> all(String name) {
        boolean asItCame = VERDICTS.stream().anyMatch(name::equalsIgnoreCase);
        return raw.getOrDefault(name, List.of()).stream()
                .map(value -> asItCame ? MimeUtility.unfold(value) : decoded(value))
                .toList();
    }

    /** As {@link #all}, for every header. */
    Map<String, List<String>> everything() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        raw.keySet().forEach(name -> headers.put(name, all(name)));
        return headers;
    }

    /** Empty if there is none. */
    String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    /** The Date header. */
    Optional<Instant> date() {
        try {
            return Optional.of(new MailDateFormat().parse(first("Date")).toInstant());
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The addresses of a header; those that cannot be read are left out. */
    List<Address> addresses(String name) {
        try {
            String line = String.join(", ", raw.getOrDefault(name, List.of()));
            return Arrays.stream(InternetAddress.parseHeader(line, false))
                    .flatMap(address -> readable(address).stream())
                    .toList();
        } catch (AddressException | RuntimeException e) {
            return List.of();
        }
    }

    private static Optional<Address> readable(InternetAddress address) {
        try {
            return Optional.of(
                    new Address(Objects.requireNonNullElse(address.getPersonal(), ""), address.getAddress()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    static String decoded(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return value;
        }
    }
}
