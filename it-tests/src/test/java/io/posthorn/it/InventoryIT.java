package io.posthorn.it;

import io.posthorn.email.Email;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.junit.Test;
import org.osgi.framework.Bundle;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.UUID;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** The status report, as the web consoles ask for it. */
public class InventoryIT extends Story {

    private final String subject = "Private " + UUID.randomUUID();

    @Test
    public void theReport_tellsOfEveryPart_andOfNoSecret() throws Exception {
        save(Outside.page("alice"));
        await("the saved page is used", () -> failureOf(this::submit).isEmpty());
        await("it is sent", () -> !Outside.inboxOf("bob", subject).isEmpty());
        await("it is counted: " + report(Format.TEXT), () -> report(Format.TEXT).matches("(?s).*sent +[1-9].*"));

        String text = report(Format.TEXT);
        for (String part : new String[] {"Store", "Accounts", "Outbox", "Endpoints", "It works."}) {
            assertTrue(text, text.contains(part));
        }
        String json = report(Format.JSON);
        for (String part : new String[] {"\"store\":{", "\"accounts\":[{", "\"outbox\":{", "\"endpoints\":["}) {
            assertTrue(json, json.contains(part));
        }
        assertFalse(text, text.contains("Remarks"));
        assertFalse((text + json).contains(subject));
        assertFalse((text + json).contains(Outside.address("bob")));
        for (String secret : Outside.issuedSecrets()) {
            assertFalse((text + json).contains(secret));
        }
    }

    private void submit() {
        try {
            emailService()
                    .submit(
                            Email.builder()
                                    .from(Outside.address("alice"))
                                    .to(Outside.address("bob"))
                                    .subject(subject)
                                    .text("A text.")
                                    .build(),
                            subject);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void aBundleThatStops_isMissing_untilItStartsAgain() throws Exception {
        Bundle endpoints = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("io.posthorn.email-endpoint-bundle"))
                .findFirst()
                .orElseThrow();
        String missing = "endpoints  email-endpoint-bundle is not installed, or does not run";
        endpoints.stop();
        try {
            await("it is missing", () -> report(Format.TEXT).contains(missing));
            assertTrue(report(Format.JSON).contains("\"outbox\":{"));
        } finally {
            endpoints.start();
        }
        await(
                "it is back",
                () -> report(Format.TEXT).contains("Endpoints")
                        && !report(Format.TEXT).contains(missing));
    }

    private String report(Format format) {
        try {
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            service(InventoryPrinter.class, "(felix.inventory.printer.name=posthorn)")
                    .print(out, format, false);
            out.flush();
            return text.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
