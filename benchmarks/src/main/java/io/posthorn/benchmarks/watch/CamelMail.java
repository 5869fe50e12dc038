package io.posthorn.benchmarks.watch;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Camel's mail consumer: a route for each mailbox. It polls, and marks what it has done as read. */
public final class CamelMail implements Watcher {

    private final CamelContext context = new DefaultCamelContext();

    private CamelMail() {}

    /** @param poll the time from the end of a look to the next one */
    public static CamelMail watch(List<Inbox> inboxes, Duration poll, Work work) throws Exception {
        CamelMail camel = new CamelMail();
        for (Inbox inbox : inboxes) {
            camel.add(inbox, poll, work);
        }
        camel.context.start();
        return camel;
    }

    private void add(Inbox inbox, Duration poll, Work work) throws Exception {
        String uri = "imaps://" + inbox.host() + ":" + inbox.port() + "?username=" + inbox.user() + "&delay="
                + poll.toMillis();
        MailEndpoint endpoint = context.getEndpoint(uri, MailEndpoint.class);
        endpoint.getConfiguration().setPassword(inbox.token());
        endpoint.getConfiguration().setAdditionalJavaMailProperties(Imaps.properties(inbox));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(endpoint).process(exchange -> work(exchange, work));
            }
        });
    }

    private static void work(Exchange exchange, Work work) throws IOException {
        String subject = exchange.getIn().getHeader("Subject", "", String.class);
        AttachmentMessage mail = exchange.getIn(AttachmentMessage.class);
        work.on(subject, () -> mail.getAttachments().values().iterator().next().getInputStream());
    }

    @Override
    public void close() {
        context.stop();
    }
}
