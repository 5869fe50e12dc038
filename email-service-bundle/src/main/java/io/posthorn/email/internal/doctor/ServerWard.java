package io.posthorn.email.internal.doctor;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.mail.Checkup;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The steps on the way to one mail server.
 *
 * @param settings of the server
 * @param checkup takes the steps
 * @param client client ID; empty if it is not known
 * @param sender to try with SMTP; empty for the mailbox that logs in
 * @param chart where they are noted
 */
record ServerWard(ConnectionSettings settings, Checkup checkup, String client, String sender, Chart chart) {

    private static final Pattern TO_ONESELF =
            Pattern.compile("-Identity (\\S+) -(User|Trustee) \\1( |$)", Pattern.CASE_INSENSITIVE);

    /** Goes through all of them. */
    void examine(TokenFacts facts) {
        String server = settings.protocol().name();
        chart.step(server + " DNS", checkup::resolve);
        chart.step(server + " connection", checkup::connect);
        chart.step(server + (settings.security().name().equals("NONE") ? " greeting" : " TLS"), checkup::secure);
        chart.step(server + " capabilities", checkup::capabilities);
        explained(facts, server + " login", checkup::logIn);
        explained(
                facts,
                server + (settings.protocol() == Protocol.SMTP ? " MAIL FROM" : " INBOX"),
                () -> checkup.open(from()));
    }

    private void explained(TokenFacts facts, String step, Supplier<String> work) {
        chart.value(step, work, text -> text, failure -> remedy(facts, failure));
    }

    private Remedy remedy(TokenFacts facts, RuntimeException failure) {
        Remedy said = Remedy.of(failure);
        Optional<Advice> row =
                failure instanceof EmailException refusal ? checkup.advice(refusal) : Optional.<Advice>empty();
        if (row.isEmpty()) {
            return said;
        }
        Map<String, String> names = names(facts);
        if (row.get().source().equals("TOKEN_LOGIN") && row.get().key().isEmpty() && !facts.isOpaque()) {
            Advice advice = AdviceTable.get("DOCTOR", principal(facts));
            return said.with(checkup.fill(advice.text(names)), advice.commands(names));
        }
        return said.with(said.whatToDo(), commands(row.get(), names));
    }

    /** Nobody is given rights on what is his own. */
    private List<String> commands(Advice row, Map<String, String> names) {
        return row.commands(names).stream()
                .filter(command -> !TO_ONESELF.matcher(command).find())
                .toList();
    }

    private String principal(TokenFacts facts) {
        if (facts.isAppOnly()) {
            return "app login";
        }
        if (facts.user().filter(mailbox()::equalsIgnoreCase).isPresent()) {
            return "own login";
        }
        return settings.protocol() == Protocol.SMTP ? "smtp delegate login" : "delegate login";
    }

    private Map<String, String> names(TokenFacts facts) {
        String object = facts.servicePrincipal().orElse("<object id>");
        Map<String, String> names = new HashMap<>();
        names.put("mailbox", mailbox());
        names.put("from", from());
        names.put("client", client.isEmpty() ? facts.client().orElse("<client id>") : client);
        names.put("object", object);
        names.put("signed-in", facts.isAppOnly() ? object : facts.user().orElse("<user>"));
        names.put("protocol", settings.protocol().name().toLowerCase(Locale.ROOT));
        names.put(
                "protocol-switch",
                switch (settings.protocol()) {
                    case SMTP -> "-SmtpClientAuthenticationDisabled $false";
                    case IMAP -> "-ImapEnabled $true";
                    case POP3 -> "-PopEnabled $true";
                });
        return names;
    }

    private String from() {
        return sender.isEmpty() ? mailbox() : sender;
    }

    private String mailbox() {
        return mailbox(settings.login());
    }

    static String mailbox(Login login) {
        if (login instanceof Login.OAuth oauth) {
            return oauth.mailbox();
        }
        return login instanceof Login.Password password ? password.user() : "";
    }
}
