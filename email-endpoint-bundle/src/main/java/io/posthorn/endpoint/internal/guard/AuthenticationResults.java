package io.posthorn.endpoint.internal.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An {@code Authentication-Results} field (RFC 8601): what a server has found out of a mail's sender. What cannot be read counts
 * for nothing.
 *
 * @param server the authserv-id in lower case; empty if the field has none, as those of Exchange Online
 * @param results in order
 */
record AuthenticationResults(String server, List<Result> results) {

    /** Characters; no honest field is longer. */
    private static final int LONGEST = 20_000;

    private static final AuthenticationResults NOTHING = new AuthenticationResults("", List.of());

    /** One method's. */
    record Result(List<Pair> pairs) {

        String method() {
            String method = pairs.get(0).key();
            int version = method.indexOf('/');
            return version < 0 ? method : method.substring(0, version).strip();
        }

        boolean is(String result) {
            return pairs.get(0).value().equalsIgnoreCase(result);
        }

        /** All values of a property; a sender has no way to add one. */
        List<String> all(String property) {
            return pairs.stream()
                    .skip(1)
                    .filter(pair -> pair.key().equals(property))
                    .map(Pair::value)
                    .toList();
        }
    }

    /** {@code key=value}; the key in lower case. */
    record Pair(String key, String value) {}

    static AuthenticationResults of(String field) {
        if (field.length() > LONGEST) {
            return NOTHING;
        }
        List<Statement> statements = new StatementReader(field).statements();
        if (statements.isEmpty()) {
            return NOTHING;
        }
        Statement first = statements.get(0);
        if (first.isMixed()) {
            return NOTHING;
        }
        List<Result> results = new ArrayList<>();
        for (Statement statement : statements) {
            if (!statement.pairs().isEmpty() && !statement.isMixed()) {
                results.add(new Result(statement.pairs()));
            }
        }
        String server = first.words().isEmpty() ? "" : first.words().get(0).toLowerCase(Locale.ROOT);
        return new AuthenticationResults(server, List.copyOf(results));
    }

    /**
     * Whether the sender's domain is proved. DMARC's word counts, whatever it is: {@code pass} for that domain proves it,
     * {@code fail} does not. Where there is no word of it, or the domain has no policy, DKIM or SPF for a domain that is aligned
     * with it proves it, too. Exchange's {@code compauth} does not count, for it passes mails by reputation and by lists.
     *
     * @param from the sender's domain
     */
    boolean prove(String from) {
        List<Result> dmarc = of(Method.DMARC);
        if (dmarc.stream().anyMatch(result -> result.is("fail"))) {
            return false;
        }
        if (dmarc.stream().anyMatch(result -> result.is("pass"))) {
            return dmarc.stream().allMatch(result -> result.is("pass") && isFor(result, from));
        }
        return of(Method.DKIM).stream().anyMatch(result -> result.is("pass") && isSigned(result, from))
                || of(Method.SPF).stream().anyMatch(result -> result.is("pass") && isSentBy(result, from));
    }

    private enum Method {
        DMARC,
        DKIM,
        SPF
    }

    private List<Result> of(Method method) {
        return results.stream()
                .filter(result -> result.method().equals(method.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static boolean isFor(Result dmarc, String from) {
        List<String> domains = dmarc.all("header.from");
        return domains.size() == 1 && Domains.of(domains.get(0)).equals(Domains.ascii(from));
    }

    private static boolean isSigned(Result dkim, String from) {
        List<String> domains = dkim.all("header.d").isEmpty() ? dkim.all("header.i") : dkim.all("header.d");
        return domains.size() == 1 && Domains.isAligned(domains.get(0), from);
    }

    private static boolean isSentBy(Result spf, String from) {
        List<String> domains = spf.all("smtp.mailfrom");
        return domains.size() == 1 && Domains.isAligned(domains.get(0), from);
    }
}
