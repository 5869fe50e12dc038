package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.Query;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** Secrets stay where they are needed: none is a service property, none is in a log. */
public class SecretsIT extends Story {

    private static final String PLANTED = "planted-5b1d6c7e-password";

    @Test
    public void noServicePropertyAndNoLog_holdsASecret() throws Exception {
        save(Outside.page("alice").with(".smtp.password", PLANTED).with(".receive.password", PLANTED));
        await("the page is used", () -> failureOf(this::sendAndReceive).isEmpty());
        save(Outside.page("alice").with(".client.secret", PLANTED).with("tenant", "nowhere.test"));
        await("the wrong page is used", () -> !failureOf(this::sendAndReceive).isEmpty());

        List<String> secrets = new ArrayList<>(Outside.issuedSecrets());
        assertTrue("the sandbox issued " + secrets.size() + " secrets", secrets.size() > 3);
        secrets.add(PLANTED);
        String properties = serviceProperties();
        assertTrue("the properties have been read", properties.contains("smtp.host"));
        String log = Files.readString(log());
        for (String secret : secrets) {
            assertFalse("a service property holds a secret", properties.contains(secret));
            assertFalse("the log holds a secret", log.contains(secret));
        }
    }

    private void sendAndReceive() {
        String alice = Outside.address("alice");
        Email email = Email.builder().from(alice).to(alice).subject("Secrets").build();
        try {
            emailService().sendWithDocument(email, Document.of("a.txt", "text/plain", new byte[] {'a'}));
            emailService().receive(Query.newest(), received -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String serviceProperties() throws Exception {
        StringBuilder text = new StringBuilder();
        for (ServiceReference<?> reference : context.getAllServiceReferences(null, null)) {
            for (String key : reference.getPropertyKeys()) {
                Object value = reference.getProperty(key);
                text.append(key + "=" + (value instanceof Object[] many ? Arrays.toString(many) : value) + "\n");
            }
        }
        return text.toString();
    }
}
