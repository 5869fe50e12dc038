package io.posthorn.benchmarks.watch;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What both peers need, who log in with a token in place of a password. */
final class Imaps {

    private Imaps() {}

    static Properties properties(Inbox inbox) {
        Properties properties = new Properties();
        properties.put("mail.imaps.auth.mechanisms", "XOAUTH2");
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        properties.put("mail.imaps.ssl.socketFactory", inbox.tls().getSocketFactory());
        return properties;
    }

    /** The first part that is an attachment. */
    static InputStream attachment(Part message) throws MessagingException, IOException {
        Multipart parts = (Multipart) message.getContent();
        for (int number = 0; number < parts.getCount(); number++) {
            BodyPart part = parts.getBodyPart(number);
            if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                return part.getInputStream();
            }
        }
        throw new IOException("The mail has no attachment.");
    }
}
