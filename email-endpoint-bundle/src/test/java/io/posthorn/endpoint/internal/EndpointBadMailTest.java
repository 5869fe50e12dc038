package io.posthorn.endpoint.internal;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.endpoint.EndpointStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a stranger sends or a person types, the next mail is worked on. */
class EndpointBadMailTest {

    private static final List<EndpointParameter> TEXT = List.of(
            EndpointParameter.optional("subject", Type.STRING),
            EndpointParameter.optional("files", Type.LIST),
            EndpointParameter.optional("copies", Type.INT));

    private static final String MAPPINGS = "subject=%SUBJECT%\nfiles=*";

    @TempDir
    Path folder;

    private EndpointStand stand;
    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        stand = new EndpointStand(folder);
        stand.service("convert", TEXT, invocation -> {
            invocations.add(invocation);
            return InvocationResult.done(
                    "result", Document.of("../../../etc/passwd", "text/plain", "odd".getBytes(StandardCharsets.UTF_8)));
        });
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private void endpoint(String... more) {
        List<String> all = new ArrayList<>(List.of("input.mappings", MAPPINGS));
        all.addAll(List.of(more));
        stand.endpoint(stand.page("orders", all.toArray(String[]::new)));
    }

    private void deliver(String mail) {
        stand.sandbox.deliver(stand.orders, mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> odd() {
        String from = "From: " + stand.bob.address() + "\n";
        String to = "To: orders@contoso.test\n";
        String many = "To: " + "someone.with.a.long.name@contoso.test,\n ".repeat(10_000) + "a@contoso.test\n";
        String mixed = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
        String file = "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"";
        return List.of(
                to + "Subject: No From\n\nHello\n",
                "From: \n" + to + "Subject: Empty From\n\nHello\n",
                "From: <<>>,;;@@\n" + to + "Subject: Broken From\n\nHello\n",
                "From: \"\" <" + "x".repeat(5_000) + "@contoso.test>\n" + to + "Subject: Long From\n\nHello\n",
                from + many + "Subject: Ten thousand recipients\nMessage-ID: <many@contoso.test>\n\nHello\n",
                from + to + "Subject: Escape\n" + mixed + "--b\n\nHello\n" + file + "../../x\"\n\nx\n--b--\n",
                from + to + "Subject: Two\n" + mixed + file + "a/b\\c\"\n\nx\n" + file + "a/b\\c\"\n\ny\n--b--\n",
                from + to + "Subject: Nul\n" + mixed + file + "=?UTF-8?Q?a=00b=0D=0Ac?=\"\n\nx\n--b--\n",
                from + to + "Subject: Large header\nX-Large: " + "0123456789\n ".repeat(900_000) + "\n\nHello\n",
                from + to
                        + "Subject: =?no-such-charset?Q?Odd=FF?=\nContent-Type: text/plain; charset=none-such\n\n\u00ff\u00fe\n",
                from + to + "Subject: =?UTF-8?B?!!!!?=\nContent-Type: text/plain; charset=\"\n\nHello\n",
                from + to + "Subject: Raw \u00e9\u00ff\nContent-Transfer-Encoding: base64\n\n!!!not base64!!!\n",
                from + to + "Subject: Open\n" + mixed + "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
                from + to + "Subject: No boundary\nContent-Type: multipart/mixed\n\nHello\n",
                from + to + "Date: yesterday\nMessage-ID: no id at all\nSubject: Odd date\n\nHello\n",
                from + to + "Subject: Odd id\nMessage-ID: <" + "i".repeat(3_000) + ">\nReferences: <<<\n\nHello\n",
                "no header at all\n",
                "\n\n");
    }

    @Test
    void oddMails_doNotStopTheNextOne_andAreAllPutAway() {
        endpoint();
        List<String> odd = odd();
        odd.forEach(this::deliver);
        stand.mail("The good one", "a.txt");
        EndpointStand.await(
                "the answer",
                () -> invocations.stream()
                        .anyMatch(one -> "The good one".equals(one.inputs().get("subject"))));
        EndpointStand.await(
                "put away, all but: " + odd.size(), () -> stand.inbox().isEmpty());
        int away = stand.folder("Processed").size() + quarantine();
        assertThat(away).isEqualTo(odd.size() + 1);
        EndpointStand.await(
                "the answer has arrived",
                () -> stand.answers().stream().anyMatch(answer -> answer.contains("The good one")));
        assertThat(stand.answers())
                .allSatisfy(answer -> assertThat(answer).doesNotContain("filename=\"..", "filename=.."));
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
    }

    private int quarantine() {
        return stand.status("orders").failed() + stand.status("orders").ignored() == 0
                ? 0
                : stand.folder("Quarantine").size();
    }

    @Test
    void aResultThatCannotBeShown_isAFailureOfThatMailAlone() {
        stand.service("convert", TEXT, invocation -> {
            if ("Odd".equals(invocation.inputs().get("subject"))) {
                return InvocationResult.done(Map.of("result", new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("I am shy.");
                    }
                }));
            }
            return InvocationResult.done(Map.of("result", "fine"));
        });
        endpoint("tries", "1");
        stand.mail("Odd", "a.txt");
        stand.mail("Good", "a.txt");
        EndpointStand.await("both answers", () -> stand.answers().size() == 2);
        assertThat(stand.answers().stream().filter(answer -> answer.contains("I am shy.")))
                .hasSize(1);
    }

    @Test
    void errorsOfTheService_areFailuresOfThatMailAlone() {
        stand.service("convert", TEXT, invocation -> {
            invocations.add(invocation);
            switch (String.valueOf(invocation.inputs().get("subject"))) {
                case "Error" -> throw new Error("A bad one.");
                case "Stack" -> deep(0);
                case "Memory" -> throw new OutOfMemoryError("Not enough.");
                case "Class" -> throw new NoClassDefFoundError("gone/Away");
                default -> {}
            }
            return InvocationResult.done(Map.of("result", "fine"));
        });
        endpoint("tries", "2");
        List<String> bad = List.of("Error", "Stack", "Memory", "Class");
        bad.forEach(subject -> stand.mail(subject, "a.txt"));
        stand.mail("Good", "a.txt");
        EndpointStand.await("five answers", () -> stand.answers().size() == 5);
        EndpointStand.await("put aside", () -> stand.folder("Quarantine").size() == 4);
        assertThat(invocations).hasSize(9);
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
    }

    private static int deep(int depth) {
        return deep(depth + 1) + 1;
    }

    @Test
    void aFolderThatIsNotThere_isToldWithThoseThatAre_andWaitedFor() {
        endpoint("folder", "Orders");
        EndpointStand.await("told", () -> stand.status("orders").why().contains("'Orders'"));
        assertThat(stand.status("orders").why()).contains("INBOX");
        assertThat(stand.status("orders").state()).isEqualTo(State.WAITING);
        stand.sandbox.deliver(stand.orders, EndpointStand.message("bob@contoso.test", "x", "<x@contoso.test>", ""));
        stand.sandbox.exchange().moveAway(stand.orders, 1, "Orders");
        EndpointStand.await("the mail", () -> !invocations.isEmpty());
    }

    @Test
    void aMappingOfTheWrongType_isToldAtTheStart() {
        stand.endpoint(stand.page("orders", "input.mappings", "copies=%SUBJECT%\nsubject:list=*"));
        EndpointStand.await("told", () -> stand.status("orders").why().contains("Input Mappings"));
        assertThat(stand.status("orders").state()).isEqualTo(State.WAITING);
    }

    @Test
    void anOperationThatTheServiceHasNot_isTold() {
        endpoint("operation.name", "revoke");
        EndpointStand.await("told", () -> stand.status("orders").why().contains("no operation 'revoke'"));
        assertThat(stand.status("orders").why()).contains("Operation Name", "invoke");
    }

    @Test
    void twoEndpointsOfOneName_orOnOneFolder_alsoWhileDisabled_theSecondSaysSo() {
        endpoint("enabled", "false");
        assertThat(stand.status("orders").state()).isEqualTo(State.STOPPED);
        Map<String, Object> sameName =
                stand.page("orders", "input.mappings", MAPPINGS, "inbox.user", "bob@contoso.test");
        sameName.put("service.pid", "io.posthorn.endpoint~copy");
        stand.endpoint(sameName);
        stand.endpoint(stand.page("second", "input.mappings", MAPPINGS, "inbox.user", "ORDERS@contoso.test"));
        assertThat(stand.status("second").state()).isEqualTo(State.WRONG_PAGE);
        assertThat(stand.status("second").why()).contains("'orders'", "same folder");
        assertThat(stand.endpoints.list())
                .anySatisfy(status -> assertThat(status.why()).contains("has the same Name. Give another one."));
    }
}
