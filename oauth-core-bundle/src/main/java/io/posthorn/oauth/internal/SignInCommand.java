package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.PrintStream;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shell command that lets a person sign in for an account, in Felix and in Karaf alike. */
@Component(
        service = SignInCommand.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=signin"})
public final class SignInCommand {

    private static final int LARGEST_PORT = 65_535;

    private final SignIn signIn;

    /**
     * Made by Declarative Services.
     *
     * @param signIn does it
     */
    @Activate
    public SignInCommand(@Reference SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * Begins a sign-in, and waits for its end where that can be seen from here; or finishes the one that was begun last.
     *
     * @param device whether a code is typed in on another machine
     * @param paste whether the answer will be pasted
     * @param redirect the redirect URI for an answer that will be pasted; empty for Microsoft's page
     * @param port of localhost for an answer that comes by itself
     * @param name the account
     * @param pasted what the browser ended at; nothing to begin
     * @throws InterruptedException if the waiting was ended
     */
    @Descriptor(
            "lets a person sign in for an account, by a browser on this machine; the refresh token goes into the store")
    public void signin(
            @Descriptor("show a code to type in on another machine; for applications without a secret")
                    @Parameter(names = "--device", presentValue = "true", absentValue = "false")
                    boolean device,
            @Descriptor("wait for nothing: the browser's last address is pasted with a second mail:signin")
                    @Parameter(names = "--paste", presentValue = "true", absentValue = "false")
                    boolean paste,
            @Descriptor("as --paste, with this redirect URI of the app registration in place of .../nativeclient")
                    @Parameter(names = "--redirect", absentValue = "")
                    String redirect,
            @Descriptor(
                            "the port of http://localhost that the browser comes back to; any that is free if it is left out")
                    @Parameter(names = "--port", absentValue = "")
                    String port,
            @Descriptor("name of an account, as mail:accounts shows it") String name,
            @Descriptor(
                            "to finish: the whole address that the browser ended at, between single quotes, or the code of it")
                    String... pasted)
            throws InterruptedException {
        checkWords(name, pasted);
        PrintStream out = System.out; // Gogo's, which a pipe takes up, unlike the session's console
        if (pasted.length == 1) {
            tell(out, name, signIn.finish(name, pasted[0]));
        } else if (device) {
            tell(out, name, signIn.byDevice(name, text -> show(out, text)));
        } else if (paste || !redirect.isBlank()) {
            ask(out, name, signIn.begin(name, redirect(redirect)));
        } else {
            await(out, name, port(port));
        }
    }

    /** What was pasted is not repeated: errors are logged. */
    private static void checkWords(String name, String... pasted) {
        if (name.startsWith("-")) {
            throw new IllegalArgumentException("mail:signin has no option " + name
                    + "; it takes --device, --paste, --redirect and --port, and then the account's name.");
        }
        if (pasted.length > 1) {
            throw new IllegalArgumentException(
                    "mail:signin was given more than an account's name and what was pasted: put"
                            + " the options before the name, and the address between single quotes.");
        }
    }

    private void await(PrintStream out, String name, int port) throws InterruptedException {
        try (SignIn.Listening listening = signIn.listen(name, port)) {
            SignIn.Prompt prompt = listening.prompt();
            show(out, open(prompt));
            show(
                    out,
                    "Waiting until " + until(prompt) + " for the browser to come back to " + prompt.redirect()
                            + " . A browser on another machine ends at a page that it cannot load: copy its whole address, end"
                            + " the waiting with Ctrl-C, and finish with\n\n  mail:signin " + name
                            + " 'ADDRESS'\n\nIf the sign-in page says AADSTS50011, add"
                            + " the redirect URI http://localhost to the app registration (platform Web for an application with a"
                            + " secret or a certificate, else Mobile and desktop applications), or use --paste.");
            tell(out, name, listening.await());
        }
    }

    private static void ask(PrintStream out, String name, SignIn.Prompt prompt) {
        show(out, open(prompt));
        show(
                out,
                "Then copy the whole address of the page that the browser ends at (it begins with " + prompt.redirect()
                        + "), and finish until " + until(prompt) + " with\n\n  mail:signin " + name + " 'ADDRESS'");
    }

    private static String open(SignIn.Prompt prompt) {
        return "Open this address in a browser, and sign in"
                + prompt.user().map(user -> " as " + user).orElse(" as the user whose mailbox it is") + ":\n\n  "
                + prompt.url() + "\n";
    }

    private static String until(SignIn.Prompt prompt) {
        return prompt.until().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void tell(PrintStream out, String name, SignIn.Result result) {
        show(
                out,
                result.user().orElse("Somebody") + " has signed in for the account '" + name
                        + "'. The refresh token is stored. Permissions: " + list(result.permissions()) + ".");
        if (!result.missing().isEmpty()) {
            show(
                    out,
                    "Not consented to: " + list(result.missing())
                            + ", which pages that use the account need. Add it in the"
                            + " app registration under API permissions, and sign in again; or an administrator of the tenant"
                            + " consents for everybody at " + result.consentUrl() + " .");
        }
    }

    private static String list(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::value).sorted().collect(Collectors.joining(", "));
    }

    /** Flushed: the person must see it while the command waits. */
    private static void show(PrintStream out, String text) {
        out.println(text.replaceAll("[\\p{Cntrl}&&[^\\n]]", " "));
        out.flush();
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (!text.isEmpty() && (port < 1 || port > LARGEST_PORT)) {
            throw new IllegalArgumentException("--port " + text + " is no port. Give a number from 1 to 65535.");
        }
        return Math.max(0, port);
    }

    private static Optional<URI> redirect(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!text.matches("https?://[^\\s?#]+")) {
            throw new IllegalArgumentException("--redirect " + text
                    + " is no redirect URI. Copy it from the app registration, under Authentication.");
        }
        return Optional.of(URI.create(text));
    }
}
