package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;

/** Other software in the same framework brings {@code javax.mail} 1.6: both stay what they are. */
public class BesideJavaMailIT extends Story {

    @Override
    @Configuration
    public Option[] deployment() {
        Stream<Option> javaxMail = Installation.jars(folder().resolve("javax-mail")).stream()
                .map(jar -> bundle(jar.toUri().toString()));
        return Stream.concat(javaxMail, Arrays.stream(super.deployment())).toArray(Option[]::new);
    }

    @Test
    public void everyBundleStarts_andAMailGoesOut() throws Exception {
        List<String> names =
                Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).toList();
        assertTrue(names.toString(), names.containsAll(List.of("com.sun.mail.jakarta.mail", "org.eclipse.angus.mail")));
        assertEquals(List.of(), lameBundles());

        save(Outside.page("alice"));
        await("the page is used", () -> failureOf(this::send).isEmpty());
        assertEquals(1, Outside.inboxOf("bob", "Beside javax.mail").size());
    }

    private void send() {
        Email email = Email.builder()
                .from(Outside.address("alice"))
                .to(Outside.address("bob"))
                .subject("Beside javax.mail")
                .build();
        Document document = Document.of("note.txt", "text/plain", "Hello".getBytes(StandardCharsets.UTF_8));
        try {
            emailService().sendWithDocument(email, document);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
