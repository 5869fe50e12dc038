package io.posthorn.task.internal.reply;

import io.posthorn.email.ReceivedEmail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Looks for what looks like a tag. */
final class FoundTags {

    /** A blank within it is where a program has folded it; in a quoted link, an encoded blank or bracket is before it. */
    private static final Pattern TAG = Pattern.compile("(?i)(?:(?<![a-z0-9])|(?<=%[0-9a-f]{2}))" + Signature.PREFIX
            + "(?:\\s?[a-z2-7]){" + Signature.LENGTH + "}(?![a-z0-9])");

    /** Of each place; nobody is to make us check thousands. */
    private static final int MOST = 50;

    private FoundTags() {}

    /**
     * The tags of a mail.
     *
     * @return what counts most first: subject, In-Reply-To, References from the last on, text, HTML, which may hide it
     */
    static List<String> of(ReceivedEmail email) {
        Set<String> all = new LinkedHashSet<>(in(email.subject()));
        email.header("In-Reply-To").forEach(value -> all.addAll(in(value)));
        List<String> references = new ArrayList<>();
        email.header("References").forEach(value -> references.addAll(in(value)));
        Collections.reverse(references);
        all.addAll(references);
        all.addAll(in(email.text()));
        all.addAll(in(email.html()));
        return List.copyOf(all);
    }

    static List<String> in(String text) {
        return TAG.matcher(text).results().limit(MOST).map(MatchResult::group).toList();
    }

    /** Takes them out of a subject. */
    static String without(String text) {
        return TAG.matcher(text).replaceAll(" ");
    }
}
