package io.posthorn.console.internal.page;

import io.posthorn.console.internal.guard.Audit;
import io.posthorn.email.EmailService;
import io.posthorn.email.MailDoctor;
import io.posthorn.email.Outbox;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenService;
import io.posthorn.store.Store;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The page <i>Posthorn</i> of the web console. Without any script, so that its Content-Security-Policy allows none: whatever
 * stands in a mail, a server's reply or an account's name stays text.
 */
@Component(
        service = Servlet.class,
        property = {"felix.webconsole.label=" + PosthornPage.LABEL, "felix.webconsole.title=Posthorn"})
@SuppressWarnings("serial") // nobody serializes servlets
public final class PosthornPage extends AbstractServlet {

    static final String LABEL = "posthorn";

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private final Services services;
    private final ExecutorService threads = Executors.newCachedThreadPool(PosthornPage::thread);
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param context finds the services that the page shows
     */
    @Activate
    public PosthornPage(BundleContext context) {
        services = new Services(
                context,
                List.of(
                        TokenService.class,
                        SignIn.class,
                        EmailService.class,
                        Outbox.class,
                        MailDoctor.class,
                        Endpoints.class,
                        Store.class));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "posthorn-console");
        thread.setDaemon(true);
        return thread;
    }

    /** What runs for a person is broken off. */
    @Deactivate
    public void deactivate() {
        threads.shutdownNow();
        services.close();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asked asked = new Asked(request);
        switch (asked.path()) {
            case "" -> overview(asked, response);
            case Asked.SIGN_IN -> {
                asked.session().tell(new SignInDoor(services).answered(asked));
                response.sendRedirect(asked.root());
            }
            case "/res/posthorn.css" -> style(response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private void overview(Asked asked, HttpServletResponse response) throws IOException {
        Session session = asked.session();
        Words words = new Words(clock.instant());
        Forms forms = new Forms(asked.root(), session.token());
        Html told = session.told().map(Notice::html).orElse(Html.NONE);
        Html pasted = session.pasted()
                .filter(begun -> begun.until().isAfter(words.now()))
                .map(begun -> begun.html(forms, words))
                .orElse(Html.NONE);
        open(response);
        Html page = Html.all(
                new Frame(asked.appRoot(), asked.root()).head("Posthorn"),
                told,
                pasted,
                new Overview(services, words, forms).html(asked.redirect(), asked.underLocalhost()),
                Frame.foot());
        response.getWriter().write(page.markup());
    }

    private static void open(HttpServletResponse response) {
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        setNoCache(response);
    }

    private static void style(HttpServletResponse response) throws IOException {
        response.setContentType("text/css");
        response.setCharacterEncoding("UTF-8");
        try (InputStream css = PosthornPage.class.getResourceAsStream("posthorn.css")) {
            response.getWriter().write(new String(css.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asked asked = new Asked(request);
        if (!asked.session().isToken(asked.field(Forms.TOKEN))) {
            Audit.note(request, "was refused on the page Posthorn: the form has no valid token");
            asked.session()
                    .tell(Notice.failed(
                            "Nothing was done: the form was too old, or came from elsewhere. Do it again here."));
            response.sendRedirect(asked.root());
            return;
        }
        open(response);
        new Reception(services, threads).take(asked, response);
    }
}
