package io.posthorn.email.internal.doctor;

import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.TokenService;
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
import java.util.Map;

/** The shell command {@code mail:doctor}, in Felix and in Karaf alike, on the page <i>Email service</i> as it is now. */
@Component(
        service = DoctorCommands.class,
        configurationPid = EmailServicePage.PID,
        property = {"osgi.command.scope=mail", "osgi.command.function=doctor"})
public final class DoctorCommands {

    private static final String USAGE = "Usage: mail:doctor [--from ADDRESS] [--transcript FILE] [NAME]";

    private final Practice practice;

    /**
     * Made by Declarative Services.
     *
     * @param config the page, with defaults for what it leaves out
     * @param properties tells whether there is a page at all
     * @param tokens where tokens come from
     * @param network how servers are reached
     */
    @Activate
    public DoctorCommands(
            EmailServiceConfig config,
            Map<String, Object> properties,
            @Reference TokenService tokens,
            @Reference Network network) {
        practice = new Practice(new EmailServicePage(config), properties.containsKey("service.pid"), tokens, network);
    }

    /**
     * Finds out why mail does not work. Sends nothing and changes nothing.
     *
     * @param session the folder that a relative path begins at
     * @param from the sender to try; empty for the mailbox that logs in
     * @param transcript path of a file for the dialogue with the mail servers; empty for none
     * @param names of one account, or none
     */
    @Descriptor("says what is wrong, a step at a time: pages, authority, token, mail servers; stops at the first that"
            + " fails, with what to do")
    public void doctor(
            CommandSession session,
            @Descriptor("sender to try; by default the mailbox that logs in")
                    @Parameter(names = "--from", absentValue = "")
                    String from,
            @Descriptor("file to write the dialogue with the mail servers to, with secrets masked")
                    @Parameter(names = "--transcript", absentValue = "")
                    String transcript,
            @Descriptor("name of an account; otherwise the page Email service") String... names) {
        if (names.length > 1 || names.length == 1 && names[0].startsWith("-")) {
            throw new IllegalArgumentException(
                    "mail:doctor takes one account's name, or none, behind its options. " + USAGE);
        }
        String name = names.length == 0 ? "" : names[0];
        if (transcript.isEmpty()) {
            examine(name, from, Transcript.NONE);
            return;
        }
        Path file = session.currentDir().resolve(transcript);
        try (PrintStream lines = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
            examine(name, from, Transcript.to(lines));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--transcript " + transcript + ": this file cannot be written. Name one in a folder that exists and"
                            + " that you may write to.",
                    e);
        }
    }

    private void examine(String name, String from, Transcript transcript) {
        PrintStream out = System.out; // Gogo's, which a pipe takes up, unlike the session's console
        out.println(practice.examine(name, from, transcript, finding -> out.println(new FindingText(finding))));
    }
}
