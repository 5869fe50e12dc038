package io.posthorn.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A mail with a line of text and an attachment, as it lies in a mailbox. Its subject tells its number and when it was on its way, by a
 * clock that is the same in all JVMs of a machine.
 *
 * @param from its sender
 * @param to its recipient
 * @param octets about so many; a Base64 line and its end are 78 octets
 */
record NumberedMail(String from, String to, int octets) {

    private static final String LINE = "A".repeat(76) + "\r\n";

    byte[] octets(long number) {
        Instant now = InstantSource.system().instant();
        String mail = "From: " + from + "\r\nTo: " + to + "\r\nMessage-ID: <" + number + "@contoso.test>\r\n"
                + "Date: Thu, 26 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n"
                + "Subject: Benchmark " + number + " " + ChronoUnit.MICROS.between(Instant.EPOCH, now) + "\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
                + "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"data.bin\"\r\n\r\n"
                + LINE.repeat(Math.max(1, octets / LINE.length())) + "--b--\r\n";
        return mail.getBytes(StandardCharsets.ISO_8859_1);
    }
}
