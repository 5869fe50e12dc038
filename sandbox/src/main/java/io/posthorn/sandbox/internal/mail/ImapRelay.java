package io.posthorn.sandbox.internal.mail;

import com.icegreen.greenmail.store.MailFolder;
import io.posthorn.sandbox.internal.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries IMAP between a client that has logged in and GreenMail's server. It answers by itself what GreenMail does not
 * know (ID, NAMESPACE, UNSELECT), does too late (IDLE) or says otherwise than Exchange (CAPABILITY), and fetches of one body section, which
 * GreenMail would build anew from the whole message for each piece.
 */
final class ImapRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImapRelay.class);
    private static final Pattern SELECT =
            Pattern.compile("\\S+ (SELECT|EXAMINE) (?:\"([^\"\\\\]*)\"|([^\\s{\"]+))", Pattern.CASE_INSENSITIVE);

    // GreenMail escapes the already escaped quotation marks of file names once more.
    private static final Pattern STRUCTURE = Pattern.compile("^\\* \\d+ FETCH \\(.*BODYSTRUCTURE \\(");
    private static final Pattern ESCAPED_TWICE = Pattern.compile("\\\\\\\\(\\\\[\"\\\\])");

    /** A command on its way, and what the client asked for if GreenMail is asked for something else. */
    private record Pending(String tag, String name, Optional<SectionFetch> fetch) {}

    private record Selected(MailFolder folder, boolean readOnly) {}

    private final Wire client;
    private final MailSystem system;
    private final Admission admission;
    private final ImapGate gate;
    private final BackRoom server;
    private final ConcurrentLinkedQueue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final ExecutorService answers = DaemonThreads.pool("sandbox IMAP answers");
    private Optional<Selected> selected = Optional.empty();
    private final SeenMessages seen = new SeenMessages();
    private Optional<ImapIdle> idle = Optional.empty();

    ImapRelay(Wire client, MailSystem system, Admission admission) throws IOException {
        this.client = client;
        this.system = system;
        this.admission = admission;
        gate = new ImapGate(client, system, admission);
        client.out().flush();
        server = system.mailboxes().enter(admission.mailbox());
    }

    Admission admission() {
        return admission;
    }

    /** Ends the session from the server's side. */
    void bye(String line) {
        try (client) {
            synchronized (client) {
                client.send(line);
                client.out().flush();
            }
        } catch (IOException e) {
            LOG.debug("IMAP connection ended before it was told to", e);
        }
    }

    /** Returns when the client has gone. */
    void run() throws IOException {
        answers.execute(this::carryAnswers);
        while (true) {
            String line = client.read();
            client.heard(line);
            if (idle.isPresent()) {
                endIdle(idle.get());
                continue;
            }
            String[] words = line.split(" ", 3);
            String name = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
            if (gate.stops(words[0], name, line)) {
                continue;
            }
            if (name.equals("IDLE") && selected.isPresent()) {
                startIdle(words[0], selected.get().folder());
            } else if (!answered(words[0], name)) {
                toServer(words[0], name, line);
            }
        }
    }

    /** Listens before it says so, and takes no lock of GreenMail's while it holds the client's. */
    private void startIdle(String tag, MailFolder folder) throws IOException {
        ImapIdle starting = ImapIdle.listen(tag, folder, client, seen);
        idle = Optional.of(starting);
        synchronized (client) {
            client.send("+ IDLE accepted, awaiting DONE command.");
            client.out().flush();
        }
        starting.tellCount();
    }

    private void endIdle(ImapIdle ended) throws IOException {
        ended.close();
        idle = Optional.empty();
        send(new Pending(ended.tag(), "IDLE", Optional.empty()), ended.tag() + " NOOP");
    }

    /** Answers come in the order of commands. */
    private void send(Pending command, String line) throws IOException {
        pending.add(command);
        server.send(line);
    }

    private boolean answered(String tag, String name) throws IOException {
        String line = switch (name) {
            case "CAPABILITY" -> ImapSession.capabilities(system.settings(), true);
            case "ID" -> "* ID (\"name\" \"Posthorn sandbox\")";
            case "NAMESPACE" -> "* NAMESPACE ((\"\" \".\")) NIL NIL";
            default -> "";
        };
        if (line.isEmpty()) {
            return false;
        }
        synchronized (client) {
            client.send(line);
            client.send(tag + " OK " + name + " completed.");
            client.out().flush();
        }
        return true;
    }

    private void toServer(String tag, String name, String line) throws IOException {
        if (name.isEmpty()) {
            // Not a command: no answer with its tag will come.
            server.send(line);
            return;
        }
        if (name.equals("UNSELECT")) {
            // To select what is not there deselects (RFC 3501, section 6.3.1); the NO becomes an OK on the way back.
            selected = Optional.empty();
            send(new Pending(tag, name, Optional.empty()), tag + " EXAMINE \"no such mailbox\"");
            return;
        }
        Optional<SectionFetch> fetch = selected.flatMap(box -> SectionFetch.parse(line, box.folder(), box.readOnly()));
        noteSelection(line);
        send(new Pending(tag, name, fetch), fetch.map(SectionFetch::uidQuestion).orElse(line));
        literal(line);
    }

    private void noteSelection(String line) {
        Matcher select = SELECT.matcher(line);
        if (select.matches()) {
            boolean readOnly = select.group(1).equalsIgnoreCase("EXAMINE");
            String name = select.group(2) != null ? select.group(2) : select.group(3);
            selected =
                    system.mailboxes().folder(admission.mailbox(), name).map(folder -> new Selected(folder, readOnly));
        }
    }

    /** Passes on the octets of a literal, and the line behind it. */
    private void literal(String line) throws IOException {
        Matcher literal = ImapCommand.LITERAL.matcher(line);
        while (literal.find()) {
            client.in().copy(Long.parseLong(literal.group(1)), server.out());
            client.countFlight();
            String rest = client.read();
            client.heard("(" + literal.group(1) + " octets)" + rest);
            server.send(rest);
            literal = ImapCommand.LITERAL.matcher(rest);
        }
    }

    private void carryAnswers() {
        try (client;
                server) {
            String line = server.readLine();
            while (line != null) {
                synchronized (client) {
                    carry(line);
                    if (!server.in().ready()) {
                        client.out().flush();
                    }
                }
                line = server.readLine();
            }
        } catch (IOException e) {
            LOG.debug("IMAP connection ended", e);
        }
    }

    private void carry(String line) throws IOException {
        Pending current = pending.peek();
        if (current != null
                && current.fetch().isPresent()
                && current.fetch().get().answer(line, client)) {
            return;
        }
        String said =
                STRUCTURE.matcher(line).find() ? ESCAPED_TWICE.matcher(line).replaceAll("$1") : line;
        if (current != null && line.startsWith(current.tag() + " ")) {
            pending.poll();
            boolean ours = current.name().equals("UNSELECT") || current.name().equals("IDLE");
            said = ours ? current.tag() + " OK " + current.name() + " completed." : said;
        }
        if (seen.isKnown(said)) {
            return;
        }
        client.said(said);
        client.out().write((said + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        Matcher literal = ImapCommand.LITERAL.matcher(line);
        if (literal.find()) {
            client.said("(" + literal.group(1) + " octets)");
            server.in().copy(Long.parseLong(literal.group(1)), client.out());
        }
    }

    @Override
    public void close() throws IOException {
        idle.ifPresent(ImapIdle::close);
        server.close();
        answers.shutdownNow();
    }
}
