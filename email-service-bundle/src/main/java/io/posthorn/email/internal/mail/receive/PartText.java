package io.posthorn.email.internal.mail.receive;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Texts of mails. What does not fit their charset becomes a replacement character. */
final class PartText {

    /** Bytes; a longer text is handed over as an attachment, which needs no memory. */
    private static final int LONGEST = 5_000_000;

    private PartText() {}

    /** Null if it is too long, whatever size the server told. */
    static @Nullable String of(Part part) throws MessagingException, IOException {
        if (part.getSize() > 2 * LONGEST) { // as sent, which base64 makes longer by a third
            return null;
        }
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST ? null : new String(bytes, charset(part));
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
}
