package io.posthorn.email.internal.workflow;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.Email;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The mail itself, put together from its keys. */
final class MailInput {

    static final List<String> KEYS = List.of(
            "from",
            "to",
            "cc",
            "bcc",
            "replyTo",
            "subject",
            "text",
            "html",
            "charset",
            "priority",
            "headers",
            "inline",
            "messageId",
            "delivery",
            "dsn");

    private static final String FROM_ADVICE =
            "Give the address of the sender: mostly the mailbox that logs in, or one that it may send as.";

    private final StepInput input;
    private final Email.Builder email = Email.builder();

    private MailInput(StepInput input) {
        this.input = input;
    }

    /** Everything but the attachments. */
    static Email.Builder email(StepInput input, DocumentInput documents) {
        MailInput mail = new MailInput(input);
        mail.people();
        mail.content(documents);
        mail.envelope();
        return mail.email;
    }

    private void people() {
        List<Address> from = AddressList.of(input, "from");
        if (from.size() != 1) {
            throw input.wrong("from", (from.isEmpty() ? "is missing. " : "holds several addresses. ") + FROM_ADVICE);
        }
        email.from(from.get(0))
                .to(addresses("to"))
                .cc(addresses("cc"))
                .bcc(addresses("bcc"))
                .replyTo(addresses("replyTo"));
        if (!input.has("to") && !input.has("cc") && !input.has("bcc")) {
            throw input.wrong("to", "is missing, and so are cc and bcc. Give at least one recipient in one of them.");
        }
    }

    private Address[] addresses(String key) {
        return AddressList.of(input, key).toArray(Address[]::new);
    }

    private void content(DocumentInput documents) {
        input.checked("subject", () -> email.subject(input.text("subject")));
        email.text(input.text("text")).html(input.text("html"));
        documents.named("inline").forEach((id, part) -> input.checked("inline", () -> email.inline(id, part)));
        input.value("charset").ifPresent(value -> email.charset(charset(value)));
    }

    private Charset charset(Object value) {
        return value instanceof Charset charset
                ? charset
                : input.checked("charset", () -> charset(input.text("charset").strip()));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no charset '" + name + "'. Give one like UTF-8.", e);
        }
    }

    private void envelope() {
        email.priority(input.constant("priority", Email.Priority.class, Email.Priority.NORMAL))
                .delivery(input.constant("delivery", Email.Delivery.class, Email.Delivery.ALL_OR_NOTHING));
        input.map("headers").forEach((name, value) -> header(input.text("headers", name), value));
        if (input.has("messageId")) {
            input.checked(
                    "messageId", () -> email.messageId(input.text("messageId").strip()));
        }
        if (input.has("dsn")) {
            email.dsn(dsn());
        }
    }

    private void header(String name, @Nullable Object value) {
        if (value == null) {
            throw input.wrong("headers", "has nothing under the name '" + name + "'. Give a text, or leave it out.");
        }
        Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
        for (Object one : values) {
            input.checked("headers", () -> email.header(name, input.text("headers", one)));
        }
    }

    /** One occasion, several with commas, a collection of them, or {@code never}. */
    private DsnRequest dsn() {
        List<Object> words = new ArrayList<>();
        for (Object value : input.list("dsn")) {
            words.addAll(List.of(input.text("dsn", value).strip().split("\\s*[,;]\\s*")));
        }
        Set<Notify> occasions = EnumSet.noneOf(Notify.class);
        if (words.size() != 1 || !words.get(0).toString().equalsIgnoreCase("never")) {
            words.forEach(word -> occasions.add(input.constant("dsn", Notify.class, word)));
        }
        return new DsnRequest(occasions, DsnRequest.Ret.HDRS);
    }
}
