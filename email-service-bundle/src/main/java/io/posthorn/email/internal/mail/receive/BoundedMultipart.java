package io.posthorn.email.internal.mail.receive;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;

import java.io.IOException;
import java.io.InputStream;

/** The parts of a multipart that is read from a file. A mail that is nothing but boundaries does not fill the memory. */
final class BoundedMultipart extends MimeMultipart {

    private final Budget budget;

    private BoundedMultipart(MimePart part, Budget budget) throws MessagingException {
        super(new MimePartDataSource(part));
        this.budget = budget;
    }

    /** How many parts all multiparts of a mail may have. */
    static final class Budget {

        private int left = 20_000;

        void spend() throws MessagingException {
            if (left-- <= 0) {
                throw new MessagingException("too many parts");
            }
        }
    }

    /** Finds the parts. */
    static BoundedMultipart of(Part part, Budget budget) throws MessagingException, IOException {
        BoundedMultipart parts = new BoundedMultipart((MimePart) part, budget);
        parts.getCount();
        return parts;
    }

    @Override
    protected MimeBodyPart createMimeBodyPart(InternetHeaders headers, byte[] content) throws MessagingException {
        budget.spend();
        return super.createMimeBodyPart(headers, content);
    }

    @Override
    protected MimeBodyPart createMimeBodyPart(InputStream in) throws MessagingException {
        budget.spend();
        return super.createMimeBodyPart(in);
    }
}
