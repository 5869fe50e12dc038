package io.posthorn.email.internal.doctor;

import io.posthorn.email.MailDoctor.Finding;

import java.util.StringJoiner;

/** A step in lines, for a terminal. */
record FindingText(Finding finding) {

    private static final String INDENT = "         ";

    @Override
    public String toString() {
        String outcome = switch (finding.outcome()) {
            case OK -> "ok     ";
            case WARNING -> "warning";
            case FAILED -> "FAILED ";
        };
        StringJoiner lines = new StringJoiner("\n");
        lines.add(outcome + "  " + finding.step() + ": " + finding.text());
        if (!finding.whatToDo().isEmpty()) {
            lines.add(INDENT + "What to do: " + finding.whatToDo());
        }
        if (!finding.commands().isEmpty()) {
            lines.add(INDENT + "In Exchange Online PowerShell (Connect-ExchangeOnline), as an Exchange administrator:");
            finding.commands().forEach(command -> lines.add(INDENT + "  " + command));
        }
        return lines.toString();
    }
}
