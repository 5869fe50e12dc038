package io.posthorn.email.internal.mail;

import io.posthorn.email.Document;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;

/** A document in base64 (RFC 2045, section 6.8), which is read only while it is written. */
final class DocumentPart implements MimePart {

    private static final int LINE = 76;
    private static final int BLOCK = LINE / 4 * 3 * 144; // octets that fill whole lines
    private static final byte[] CRLF = {'\r', '\n'};
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, CRLF);

    private static final int LONGEST_TYPE = 400;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}");
    private static final Pattern ASCII = Pattern.compile("[\t -~]*");

    private final Document document;
    private final String fields;

    private DocumentPart(Document document, String fields) {
        this.document = document;
        this.fields = fields;
    }

    static DocumentPart attachment(Document document) {
        return new DocumentPart(document, type(document) + disposition("attachment", document));
    }

    static DocumentPart inline(String contentId, Document document) {
        return new DocumentPart(
                document, type(document) + "Content-ID: <" + contentId + ">\r\n" + disposition("inline", document));
    }

    private static String disposition(String kind, Document document) {
        return new Parameters("Content-Disposition: " + kind)
                        .add("filename", document.name())
                        .field() + "Content-Transfer-Encoding: base64\r\n";
    }

    private static String type(Document document) {
        ContentType type = parse(document);
        boolean composite = type.match("multipart/*") || type.match("message/*");
        if (composite) {
            type = new ContentType("application", "octet-stream", null); // no base64 in these (RFC 2045, section 6.4)
        }
        Parameters field = new Parameters(
                "Content-Type: " + (type.getPrimaryType() + "/" + type.getSubType()).toLowerCase(Locale.ROOT));
        ParameterList given = type.getParameterList() == null ? new ParameterList() : type.getParameterList();
        for (String name : Collections.list(given.getNames())) {
            if (!TOKEN.matcher(name).matches()) {
                throw noType(document);
            }
            if (!name.equalsIgnoreCase("name")) {
                field.add(name, given.get(name));
            }
        }
        return field.addForOldReaders("name", document.name()).field();
    }

    private static ContentType parse(Document document) {
        String given = document.contentType();
        try {
            ContentType type = new ContentType(given);
            if (given.length() <= LONGEST_TYPE
                    && ASCII.matcher(given).matches()
                    && TOKEN.matcher(type.getPrimaryType()).matches()
                    && TOKEN.matcher(type.getSubType()).matches()) {
                return type;
            }
        } catch (ParseException e) {
            // said below
        }
        throw noType(document);
    }

    private static RuntimeException noType(Document document) {
        return ComposedMail.invalid("The document '" + document.name() + "' has the content type '"
                + document.contentType().replaceAll("\\p{Cntrl}", "?")
                + "', which is none. Give a media type like application/pdf.");
    }

    @Override
    public String fields() {
        return fields;
    }

    @Override
    public long bodySize() throws IOException {
        long size = knownSize();
        return encodedSize(size < 0 ? count() : size);
    }

    static long encodedSize(long octets) {
        long characters = (octets + 2) / 3 * 4;
        long lines = (characters + LINE - 1) / LINE;
        return characters + Math.max(0, lines - 1) * CRLF.length;
    }

    private long knownSize() throws IOException {
        try {
            return MailClassLoader.outside(() -> document.content().size());
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(document.name(), e);
        }
    }

    private long count() throws IOException {
        try (InputStream in = open()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private InputStream open() throws IOException {
        try {
            return MailClassLoader.outside(() -> new DocumentStream(document.name(), document.open()));
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(document.name(), e);
        }
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        byte[] lines = new byte[(int) encodedSize(BLOCK)];
        try (InputStream in = open()) {
            for (int count = in.readNBytes(block, 0, BLOCK); count > 0; ) {
                byte[] whole = count == BLOCK ? block : Arrays.copyOf(block, count);
                out.write(lines, 0, ENCODER.encode(whole, lines));
                count = in.readNBytes(block, 0, BLOCK);
                if (count > 0) {
                    out.write(CRLF);
                }
            }
        }
    }
}
