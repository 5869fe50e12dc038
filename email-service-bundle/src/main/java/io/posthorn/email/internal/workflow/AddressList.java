package io.posthorn.email.internal.workflow;

import io.posthorn.email.Address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them into one line: {@code anna@contoso.com; "Doe, John" <john@contoso.com>}. */
public final class AddressList {

    private static final Pattern NAMED = Pattern.compile("(.*)<([^<>]*)>", Pattern.DOTALL);

    private AddressList() {}

    /** Those of a key: text with commas or semicolons, {@link Address}es, or a collection of both. */
    static List<Address> of(StepInput input, String key) {
        List<Address> addresses = new ArrayList<>();
        for (Object value : input.list(key)) {
            if (value instanceof Address address) {
                addresses.add(address);
            } else {
                String line = input.text(key, value);
                addresses.addAll(input.checked(key, () -> parse(line)));
            }
        }
        return addresses;
    }

    /**
     * Splits at commas and semicolons that stand neither in quotes nor in angle brackets.
     *
     * @param line any number of addresses
     * @return in order; empty if there are none
     * @throws IllegalArgumentException if one is no address, or a quote or bracket is not closed
     */
    public static List<Address> parse(String line) {
        List<Address> addresses = new ArrayList<>();
        boolean quoted = false;
        boolean bracketed = false;
        int start = 0;
        for (int i = 0; i <= line.length(); i++) {
            char c = i == line.length() ? ',' : line.charAt(i);
            boolean end = i == line.length() || (!quoted && !bracketed && (c == ',' || c == ';'));
            if (end) {
                String one = line.substring(start, i).strip();
                start = i + 1;
                if (!one.isEmpty()) {
                    addresses.add(address(one));
                }
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            }
        }
        if (quoted || bracketed) {
            throw new IllegalArgumentException(
                    "A quote or an angle bracket is opened and not closed. Give addresses like \"Doe, John\""
                            + " <john@contoso.com>.");
        }
        return addresses;
    }

    private static Address address(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches() ? new Address(unquoted(named.group(1).strip()), named.group(2)) : Address.of(text);
    }

    private static String unquoted(String name) {
        boolean quotes = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quotes ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }
}
