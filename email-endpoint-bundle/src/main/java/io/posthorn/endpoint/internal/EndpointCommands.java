package io.posthorn.endpoint.internal;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.endpoint.QuarantinedMail;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The shell command {@code mail:endpoints}, in Felix and in Karaf alike. */
@Component(
        service = EndpointCommands.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=endpoints"})
public final class EndpointCommands {

    private static final String USAGE =
            "Usage: mail:endpoints [--pause NAME | --resume NAME | --retry NAME [--mail ID] |"
                    + " --quarantine NAME]. Without an option it lists them.";

    private final Endpoints endpoints;
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param endpoints does the work
     */
    @Activate
    public EndpointCommands(@Reference Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Lists endpoints, or does something to one.
     *
     * @param pause one that shall start nothing more
     * @param resume one that shall go on
     * @param retry one that shall do now what waits
     * @param mail a mail in its quarantine
     * @param quarantine one whose quarantine is listed
     */
    @Descriptor(
            "lists the email endpoints, and why they wait; or pauses, resumes or retries one, or lists its quarantine")
    public void endpoints(
            @Descriptor("starts nothing more of this endpoint") @Parameter(names = "--pause", absentValue = "")
                    String pause,
            @Descriptor("ends its pause") @Parameter(names = "--resume", absentValue = "") String resume,
            @Descriptor("connects and tries now what waits; with --mail, a mail of its quarantine")
                    @Parameter(names = "--retry", absentValue = "")
                    String retry,
            @Descriptor("the mail in quarantine to try anew; an id may be shortened")
                    @Parameter(names = "--mail", absentValue = "")
                    String mail,
            @Descriptor("lists what is in its quarantine") @Parameter(names = "--quarantine", absentValue = "")
                    String quarantine) {
        long given = Stream.of(pause, resume, retry, quarantine)
                .filter(value -> !value.isEmpty())
                .count();
        if (given > 1 || !mail.isEmpty() && retry.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        PrintStream out = System.out; // Gogo's, which a pipe takes up, unlike the session's console
        if (!pause.isEmpty()) {
            endpoints.pause(pause);
            out.println("Paused: " + pause + " starts nothing until mail:endpoints --resume '" + pause + "'");
        } else if (!resume.isEmpty()) {
            endpoints.resume(resume);
            out.println("Resumed: " + resume);
        } else if (!retry.isEmpty()) {
            out.println(retried(retry, mail));
        } else if (!quarantine.isEmpty()) {
            listQuarantine(out, quarantine);
        } else {
            list(out);
        }
    }

    /**
     * Gogo's way out: called where the words behind the command's name do not fit.
     *
     * @param call the command's name and those words
     */
    public void _main(String... call) {
        throw new IllegalArgumentException(USAGE);
    }

    private String retried(String endpoint, String mail) {
        if (mail.isEmpty()) {
            endpoints.retry(endpoint);
            return endpoint + " does now what waits.";
        }
        if (endpoints.release(endpoint, mail)) {
            return "Taken out of quarantine, and tried anew: " + mail;
        }
        throw new IllegalArgumentException("No mail, or more than one, in the quarantine of '" + endpoint
                + "' has an id that begins with '" + mail + "'. mail:endpoints --quarantine '" + endpoint
                + "' lists them.");
    }

    private void listQuarantine(PrintStream out, String endpoint) {
        List<QuarantinedMail> mails = endpoints.quarantine(endpoint);
        if (mails.isEmpty()) {
            out.println("Nothing is in the quarantine of " + endpoint + ".");
        }
        for (QuarantinedMail mail : mails) {
            out.println(mail.id() + "  " + mail.since().truncatedTo(ChronoUnit.SECONDS) + "  " + mail.from() + "  "
                    + mail.subject());
            out.println("    " + mail.cause());
        }
    }

    private void list(PrintStream out) {
        List<EndpointStatus> all = endpoints.list();
        if (all.isEmpty()) {
            out.println("There is no email endpoint. Add one: the page Email endpoint, or a file"
                    + " io.posthorn.endpoint-NAME.cfg of the configuration folder.");
        }
        all.forEach(status -> tell(out, status, clock.instant()));
    }

    private static void tell(PrintStream out, EndpointStatus status, Instant now) {
        out.println(status.name() + "  "
                + status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "  " + status.mailbox()
                + "  starts " + (status.service().isEmpty() ? "nothing" : status.service()));
        out.println("    last heard " + ago(status.lastHeard(), now) + ", last mail " + ago(status.lastMail(), now)
                + "; done " + status.committed() + ", quarantined " + status.failed() + ", ignored " + status.ignored()
                + ", backlog " + status.backlog());
        if (!status.why().isEmpty()) {
            out.println("    " + status.why());
        }
    }

    private static String ago(Optional<Instant> moment, Instant now) {
        if (moment.isEmpty()) {
            return "never";
        }
        Duration age = Duration.between(moment.get(), now);
        return age.toMinutes() < 2
                ? age.toSeconds() + " s ago"
                : age.toHours() < 3 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }
}
