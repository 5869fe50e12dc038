package io.posthorn.it;

import io.posthorn.email.workflow.WorkflowStep;
import org.junit.Test;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** A workflow step in a bundle of its own mails a file, and another one calls the operations; all arrives as it was. */
public class WorkflowStepIT extends Story {

    @Test
    public void aFile_arrivesWithEveryByte() throws Exception {
        save(Outside.page("alice"));
        byte[] bytes = new byte[300_001];
        new Random(1).nextBytes(bytes);
        Path report = Files.write(Files.createTempFile(folder(), "report", ".bin"), bytes);
        String bob = Outside.address("bob");

        String[] messageId = {""};
        await(
                "the saved page is used",
                () -> failureOf(() -> messageId[0] = mail(report, bob)).isEmpty());

        List<String> mails = Outside.inboxOf("bob", messageId[0]);
        assertEquals(1, mails.size());
        String base64 = Base64.getMimeEncoder().encodeToString(bytes);
        assertTrue("the attachment is not what was sent", mails.get(0).contains(base64));
    }

    @Test
    public void theOperations_areFoundByTheirLabels_andOneIsExecuted() throws Exception {
        save(Outside.page("alice"));
        for (String label : List.of("Send With Map of Attachments", "Receive", "Submit")) {
            service(WorkflowStep.class, "(process.label=" + label + ")");
        }
        byte[] bytes = new byte[100_001];
        new Random(2).nextBytes(bytes);
        String bob = Outside.address("bob");

        String[] messageId = {""};
        await(
                "the saved page is used",
                () -> failureOf(() -> messageId[0] = execute(bytes, bob)).isEmpty());

        List<String> mails = Outside.inboxOf("bob", messageId[0]);
        assertEquals(1, mails.size());
        String base64 = Base64.getMimeEncoder().encodeToString(bytes);
        assertTrue("the attachment is not what was sent", mails.get(0).contains(base64));
    }

    private String execute(byte[] document, String to) {
        try {
            WorkflowStep step = service(WorkflowStep.class, "(process.label=Send With Document)");
            Map<String, Object> input = Map.of(
                    "from",
                    Outside.address("alice"),
                    "to",
                    to,
                    "document",
                    new ByteArrayInputStream(document),
                    "documentName",
                    "report.bin");
            return step.execute(input).get("messageId").toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private String mail(Path report, String to) {
        try {
            Function<Map<String, String>, Map<String, String>> step =
                    service(Function.class, "(process.label=Mail the monthly report)");
            return step.apply(Map.of(
                            "from",
                            Outside.address("alice"),
                            "to",
                            to,
                            "month",
                            "November",
                            "report",
                            report.toString()))
                    .get("messageId");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
