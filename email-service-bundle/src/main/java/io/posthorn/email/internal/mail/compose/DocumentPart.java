package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Document;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.HeaderTokenizer;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A document as a part of a mail, with its name for readers of every age. */
record DocumentPart(MimeBodyPart part, DocumentSource source) {

    private static final Repertoire ALL = new Repertoire(StandardCharsets.UTF_8);
    private static final Pattern TYPE = Pattern.compile("[ -~]{1,400}");

    /** No sign that some reader takes for an escape. */
    private static final Pattern PLAIN = Pattern.compile("(?! )[A-Za-z0-9 ._()&+,@!-]{1,60}(?<! )");

    /** Up to 52 characters that end with a whole character of UTF-8. */
    private static final Pattern SECTION = Pattern.compile(".{1,52}(?<!%.?)(?!%[89AB])");

    /**
     * Makes one.
     *
     * @param what it is, for people
     * @param disposition attachment or inline
     */
    static DocumentPart of(String what, String disposition, Document document) throws MessagingException, IOException {
        String name = document.name();
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw ComposedMail.invalid(what + " has no name, or one with a line break or another control character."
                    + " Give it a plain file name.");
        }
        DocumentSource source = new DocumentSource(document);
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(source));
        part.setHeader("Content-Type", type(document) + name(name));
        part.setHeader("Content-Disposition", new ContentDisposition(disposition, fileName(name)).toString());
        part.setHeader("Content-Transfer-Encoding", "base64");
        return new DocumentPart(part, source);
    }

    private static String type(Document document) {
        String given = document.contentType();
        try {
            ContentType type = new ContentType(given);
            if (TYPE.matcher(given).matches()) {
                if (type.match("multipart/*") || type.match("message/*")) {
                    return Document.UNKNOWN_TYPE; // no base64 in these (RFC 2045, section 6.4)
                }
                ParameterList parameters = type.getParameterList();
                if (parameters != null) {
                    parameters.remove("name");
                }
                return type.toString();
            }
        } catch (ParseException e) {
            // said below
        }
        throw ComposedMail.invalid("The document '" + document.name() + "' has the content type '"
                + given.replaceAll("\\p{Cntrl}", "?") + "', which is none. Give a media type like application/pdf.");
    }

    /** For readers that know encoded words only; Jakarta Mail would cut them to pieces in a parameter. */
    private static String name(String name) throws IOException {
        String words = MimeUtility.quote(ALL.words("The name of a document", name), HeaderTokenizer.MIME);
        return ";\r\n\tname=" + MimeUtility.fold("\tname=".length(), words);
    }

    /** Sections (RFC 2231) by hand: Jakarta Mail makes one line of a name, which may be longer than a server takes. */
    private static ParameterList fileName(String name) {
        ParameterList parameters = new ParameterList();
        if (PLAIN.matcher(name).matches()) {
            parameters.set("filename", name);
            return parameters;
        }
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        List<String> sections =
                SECTION.matcher(encoded).results().map(MatchResult::group).toList();
        for (int i = 0; i < sections.size(); i++) {
            String number = sections.size() == 1 ? "*" : "*" + i + "*";
            parameters.set("filename" + number, (i == 0 ? "UTF-8''" : "") + sections.get(i));
        }
        parameters.combineSegments(); // which writes them as the sections that they were
        return parameters;
    }
}
