package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.workflow.AddressList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** The shell commands {@code mail:send} and {@code mail:receive}, in Felix and in Karaf alike. */
@Component(
        service = MailCommands.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=send", "osgi.command.function=receive"})
public final class MailCommands {

    private final EmailService service;

    /**
     * Made by Declarative Services.
     *
     * @param service does the work
     */
    @Activate
    public MailCommands(@Reference EmailService service) {
        this.service = service;
    }

    /**
     * Sends one mail with one document; the test of an installation. Shows what the server accepted.
     *
     * @param session the folder that a relative path begins at
     * @param to the recipients
     * @param from the sender
     * @param cc recipients of a copy, if any
     * @param bcc recipients of a copy that the others do not see, if any
     * @param subject has a default
     * @param text has a default
     * @param html path of a file in UTF-8 with the body as HTML, if any
     * @param document path of a file; by default a small text
     */
    @Descriptor("Send With Document: sends one mail, by default a test of the installation")
    public void send(
            CommandSession session,
            @Descriptor("(required) recipient, for example anna@contoso.com; several with commas")
                    @Parameter(names = "--to", absentValue = "")
                    String to,
            @Descriptor("(required) sender, mostly the mailbox that logs in")
                    @Parameter(names = "--from", absentValue = "")
                    String from,
            @Descriptor("recipients of a copy, with commas") @Parameter(names = "--cc", absentValue = "") String cc,
            @Descriptor("recipients of a copy that the others do not see, with commas")
                    @Parameter(names = "--bcc", absentValue = "")
                    String bcc,
            @Descriptor("subject") @Parameter(names = "--subject", absentValue = "Test mail from Posthorn")
                    String subject,
            @Descriptor("body")
                    @Parameter(
                            names = "--text",
                            absentValue = "This mail shows that the Email service of this server can send.")
                    String text,
            @Descriptor("file in UTF-8 with the body as HTML, beside the text")
                    @Parameter(names = "--html", absentValue = "")
                    String html,
            @Descriptor("file to attach; by default a small text") @Parameter(names = "--document", absentValue = "")
                    String document) {
        Email.Builder email = Email.builder()
                .from(option("--from", from))
                .to(addresses(option("--to", to)))
                .cc(addresses(cc))
                .bcc(addresses(bcc))
                .subject(subject)
                .text(text)
                .html(html(session, html));
        Receipt receipt = service.sendWithDocument(email.build(), document(session, document));
        PrintStream out = out();
        out.println("Sent to " + to + " as " + receipt.messageId() + ".");
        out.println("The server said: " + receipt.serverReply());
    }

    /**
     * Lists the newest mails of a folder, a line each, and leaves them there unless told otherwise.
     *
     * @param subject part of the subject
     * @param sender part of the From header
     * @param limit how many at most
     * @param folder its full name
     * @param unread whether to list unread mails only
     * @param since a day or a moment
     * @param move where each listed mail is moved to
     * @param delete whether each listed mail is deleted
     * @param markRead whether each listed mail is marked as read
     */
    @Descriptor("Receive: lists the newest mails of a folder and leaves them there, unread ones unread")
    public void receive(
            @Descriptor("only mails with this in the subject") @Parameter(names = "--subject", absentValue = "")
                    String subject,
            @Descriptor("only mails with this in the From header") @Parameter(names = "--sender", absentValue = "")
                    String sender,
            @Descriptor("how many mails at most") @Parameter(names = "--limit", absentValue = "10") String limit,
            @Descriptor("full name of the folder") @Parameter(names = "--folder", absentValue = "INBOX") String folder,
            @Descriptor("only unread mails")
                    @Parameter(names = "--unread", absentValue = "false", presentValue = "true")
                    String unread,
            @Descriptor("only mails that arrived then or later, for example 2026-11-25 or 2026-11-25T08:00:00Z")
                    @Parameter(names = "--since", absentValue = "")
                    String since,
            @Descriptor("moves each listed mail to this folder") @Parameter(names = "--move", absentValue = "")
                    String move,
            @Descriptor("deletes each listed mail for good")
                    @Parameter(names = "--delete", absentValue = "false", presentValue = "true")
                    String delete,
            @Descriptor("marks each listed mail as read")
                    @Parameter(names = "--mark-read", absentValue = "false", presentValue = "true")
                    String markRead) {
        PrintStream out = out();
        Query query = Query.newest()
                .inFolder(folder)
                .withSender(sender)
                .withSubject(subject)
                .withLimit(number(limit))
                .then(ReceiveOptions.disposition(move, isOn(delete), isOn(markRead)));
        query = isOn(unread) ? query.onlyUnread() : query;
        query = since.isEmpty() ? query : query.since(ReceiveOptions.moment(since));
        int count = service.receive(query, email -> out.println(line(email)));
        if (count == 0) {
            out.println("No mail matches. The " + query.folder() + " was opened and searched.");
        }
    }

    /** A switch is a text: Gogo would prefer {@link #_main} to a method that takes three booleans. */
    private static boolean isOn(String value) {
        return Boolean.parseBoolean(value);
    }

    /**
     * Gogo's way out: called where the words behind a command's name fit none of the methods above.
     *
     * @param call the command's name and those words
     */
    public void _main(String... call) {
        throw new IllegalArgumentException(
                CommandMistake.in("mail", MailCommands.class, List.of(call)).sentence());
    }

    /** Gogo's stream of this thread: unlike the session's console it also leads into a pipe, as to {@code grep}. */
    private static PrintStream out() {
        return System.out;
    }

    private static int number(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--limit is '" + limit + "'. Give a number, for example --limit 10.", e);
        }
    }

    private static String line(ReceivedEmail email) {
        StringJoiner line = new StringJoiner("  ");
        line.add(email.sent().map(Object::toString).orElse("(no date)"));
        line.add(email.from().map(Object::toString).orElse("(no sender)"));
        line.add(email.subject().isEmpty() ? "(no subject)" : email.subject());
        email.attachments().forEach(document -> line.add("[" + document.name() + "]"));
        return line.toString().replaceAll("\\p{Cntrl}", " ");
    }

    private static Document document(CommandSession session, String path) {
        if (path.isEmpty()) {
            byte[] bytes = "Sent by Posthorn.\n".getBytes(StandardCharsets.UTF_8);
            return Document.of("posthorn.txt", "text/plain; charset=UTF-8", bytes);
        }
        return Document.of(file(session, "--document", path));
    }

    private static String html(CommandSession session, String path) {
        if (path.isEmpty()) {
            return "";
        }
        try {
            return Files.readString(file(session, "--html", path));
        } catch (IOException e) {
            throw new IllegalArgumentException("--html " + path + ": it cannot be read as UTF-8. " + e.getMessage(), e);
        }
    }

    private static Path file(CommandSession session, String option, String path) {
        Path file = session.currentDir().resolve(path);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " " + path + ": there is no such file, or it is not readable.");
        }
        return file;
    }

    private static Address[] addresses(String line) {
        return AddressList.parse(line).toArray(Address[]::new);
    }

    private static String option(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing. Usage: mail:send --to ADDRESS --from ADDRESS"
                    + " [--cc ADDRESS] [--bcc ADDRESS] [--subject TEXT] [--text TEXT] [--html FILE] [--document FILE]");
        }
        return value;
    }
}
