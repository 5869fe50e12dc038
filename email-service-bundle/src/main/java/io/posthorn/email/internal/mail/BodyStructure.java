package io.posthorn.email.internal.mail;

import io.posthorn.email.Document;
import io.posthorn.email.Email;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Nests the parts of a mail: attachments around alternatives around the HTML with its images. */
final class BodyStructure {

    private static final Repertoire ALL = new Repertoire(StandardCharsets.UTF_8);

    private final Email email;
    private final Repertoire repertoire;
    private final String boundary = "=_" + UUID.randomUUID(); // in no encoded text, and nobody can guess it
    private int boundaries;

    BodyStructure(Email email, Repertoire repertoire) {
        this.email = email;
        this.repertoire = repertoire;
    }

    MimePart root() {
        MimePart words = words();
        if (email.attachments().isEmpty()) {
            return words;
        }
        List<MimePart> parts = new ArrayList<>(List.of(words));
        for (Document document : email.attachments()) {
            checkName("An attachment", document.name());
            parts.add(DocumentPart.attachment(document));
        }
        return multipart("multipart/mixed", parts);
    }

    private MimePart words() {
        if (email.html().isEmpty()) {
            if (!email.inline().isEmpty()) {
                throw ComposedMail.invalid(
                        "The mail has inline parts and no HTML that shows them. Give the HTML, or" + " attach them.");
            }
            return text("text/plain", "The text", email.text());
        }
        MimePart html = html();
        return email.text().isEmpty()
                ? html
                : multipart("multipart/alternative", List.of(text("text/plain", "The text", email.text()), html));
    }

    private MimePart html() {
        MimePart html = text("text/html", "The HTML", email.html());
        if (email.inline().isEmpty()) {
            return html;
        }
        List<MimePart> parts = new ArrayList<>(List.of(html));
        email.inline().forEach((contentId, document) -> {
            checkName("An inline part", document.name());
            parts.add(DocumentPart.inline(contentId, document));
        });
        return multipart("multipart/related", parts);
    }

    private TextPart text(String type, String where, String text) {
        return new TextPart(type, repertoire.fit(where, text), repertoire.charset());
    }

    private Multipart multipart(String type, List<MimePart> parts) {
        return new Multipart(type, boundary + "." + boundaries++, parts);
    }

    private static void checkName(String what, String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw ComposedMail.invalid(what + " has no name, or one with a line break or another control character."
                    + " Give it a plain file name.");
        }
        ALL.fit("The name of a document", name);
    }
}
