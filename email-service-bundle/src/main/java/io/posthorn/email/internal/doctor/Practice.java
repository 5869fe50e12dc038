package io.posthorn.email.internal.doctor;

import io.posthorn.email.MailDoctor.Finding;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.WrongPageException;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where the doctor is asked: by the shell, and by the web console.
 *
 * @param page Email service, as it is now
 * @param isFilledIn whether there is a page at all
 * @param tokens where tokens come from
 * @param network how servers are reached
 */
record Practice(EmailServicePage page, boolean isFilledIn, TokenService tokens, Network network) {

    /**
     * Examines an account, or the page if the name is empty.
     *
     * @return what to say at the end
     * @throws StoppedException at the first step that fails
     */
    String examine(String name, String from, Transcript transcript, Consumer<Finding> findings) {
        boolean ofPage = name.isEmpty() || isOfPage(name);
        Chart chart = new Chart(findings, transcript, ofPage ? page::named : UnaryOperator.identity());
        Doctor doctor = new Doctor(page, tokens, network, transcript, chart, from);
        if (!ofPage) {
            doctor.examineAccount(name);
            return "The token is good.";
        }
        if (!isFilledIn) {
            String sentence = "The " + EmailServicePage.PAGE.name()
                    + " is not filled in. Do so in the web console under Configuration, or in a file "
                    + EmailServicePage.PID + ".cfg of the configuration folder.";
            throw chart.stop("Configuration", new Remedy(sentence, "", List.of()));
        }
        doctor.examinePage();
        return "All steps went well.";
    }

    private boolean isOfPage(String name) {
        try {
            return isFilledIn && page.isOAuth() && page.accountName().equals(name);
        } catch (WrongPageException e) {
            return false;
        }
    }
}
