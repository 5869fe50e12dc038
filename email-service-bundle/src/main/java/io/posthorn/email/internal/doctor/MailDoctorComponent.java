package io.posthorn.email.internal.doctor;

import io.posthorn.email.MailDoctor;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.TokenService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.Map;
import java.util.function.Consumer;

/** The doctor as a service, on the page <i>Email service</i> as it is now. */
@Component(service = MailDoctor.class, configurationPid = EmailServicePage.PID)
public final class MailDoctorComponent implements MailDoctor {

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
    public MailDoctorComponent(
            EmailServiceConfig config,
            Map<String, Object> properties,
            @Reference TokenService tokens,
            @Reference Network network) {
        practice = new Practice(new EmailServicePage(config), properties.containsKey("service.pid"), tokens, network);
    }

    @Override
    public boolean examine(String account, String from, Consumer<Finding> findings) {
        try {
            practice.examine(account, from, Transcript.NONE, findings);
            return true;
        } catch (StoppedException e) {
            return false;
        }
    }
}
