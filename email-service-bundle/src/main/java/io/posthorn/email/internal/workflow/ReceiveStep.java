package io.posthorn.email.internal.workflow;

import io.posthorn.email.EmailHandler;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.workflow.WorkflowStep;
import io.posthorn.oauth.TokenService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.Map;

/** The step <i>Receive</i>. */
@Component(configurationPid = EmailServicePage.PID, property = WorkflowStep.PROCESS_LABEL + "=" + ReceiveStep.LABEL)
public final class ReceiveStep implements WorkflowStep {

    static final String LABEL = "Receive";

    private static final List<String> CONNECTION = ConnectionField.keys(ConnectionField.RECEIVING);

    private final EmailServiceConfig page;
    private final EmailService service;
    private final TokenService tokens;

    /**
     * Made by Declarative Services.
     *
     * @param page the page <i>Email service</i>
     * @param service receives
     * @param tokens sign-ins of a step's own
     */
    @Activate
    public ReceiveStep(EmailServiceConfig page, @Reference EmailService service, @Reference TokenService tokens) {
        this.page = page;
        this.service = service;
        this.tokens = tokens;
    }

    @Override
    public Map<String, Object> execute(Map<String, Object> values) {
        StepInput input =
                new StepInput(LABEL, values, QueryInput.KEYS, List.of(OwnConnection.USE_GLOBAL_SETTINGS), CONNECTION);
        OwnConnection connection = new OwnConnection(page, tokens, input, ConnectionField.RECEIVING);
        Query query = QueryInput.query(input);
        Object handler = input.value(QueryInput.HANDLER).orElse(null);
        if (handler == null) {
            return MailCopies.of(input, copies -> receive(connection, query, copies));
        }
        if (handler instanceof EmailHandler own) {
            return Map.of("count", receive(connection, query, own));
        }
        throw input.wrong(QueryInput.HANDLER, "is a " + handler.getClass().getName() + ". Give an EmailHandler.");
    }

    private int receive(OwnConnection connection, Query query, EmailHandler handler) {
        return connection.receive(
                () -> service.receive(query, handler), settings -> service.receive(query, handler, settings));
    }
}
