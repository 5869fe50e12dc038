package io.posthorn.sandbox.internal.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedFileInputStream;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A message on its way in, kept in a file so that a large one is in memory only once: in its mailbox. */
final class Spool implements AutoCloseable {
    private final Path file;
    private final OutputStream out;
    private long size;
    private boolean handedOver;

    Spool(Path folder) throws IOException {
        file = Files.createTempFile(folder, "message", ".eml");
        out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private Spool(Spool before) {
        file = before.file;
        out = before.out;
        size = before.size;
    }

    /** The same message for someone who keeps it; closing this one then does nothing. */
    Spool handOver() {
        handedOver = true;
        return new Spool(this);
    }

    /** Takes the octets of a DATA command, without its end and its doubled dots. */
    void readUntilDot(LineInput in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            line.reset();
            if (!in.readLine(line)) {
                throw new EOFException("The client left in the middle of a message");
            }
            byte[] octets = line.toByteArray();
            boolean dot = octets[0] == '.';
            if (dot && octets.length <= 3 && octets[1] != '.') {
                return;
            }
            add(octets, dot ? 1 : 0);
        }
    }

    /** Takes so many octets. */
    void read(LineInput in, long count) throws IOException {
        in.copy(count, out);
        size += count;
    }

    /** Takes these octets. */
    void add(byte[] octets, int from) throws IOException {
        out.write(octets, from, octets.length - from);
        size += octets.length - from;
    }

    long size() {
        return size;
    }

    /** The addresses in the From field. */
    List<String> fromAddresses() throws IOException {
        out.flush();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            String from = new InternetHeaders(in, true).getHeader("From", ",");
            List<String> addresses = new ArrayList<>();
            if (from != null) {
                for (InternetAddress address : InternetAddress.parseHeader(from, false)) {
                    addresses.add(address.getAddress());
                }
            }
            return addresses;
        } catch (AddressException e) {
            return List.of();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    /** Hands the message to someone who reads all of it before returning. */
    void give(Recipient recipient) throws IOException {
        out.flush();
        try (SharedFileInputStream in = new SharedFileInputStream(file.toFile())) {
            recipient.take(new MimeMessage(Session.getInstance(new Properties()), in));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    /** Who gets the message. */
    interface Recipient {
        void take(MimeMessage message) throws IOException;
    }

    @Override
    public void close() throws IOException {
        if (handedOver) {
            return;
        }
        out.close();
        Files.deleteIfExists(file);
    }
}
