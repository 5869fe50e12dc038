package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.DsnRequest.Ret;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.internal.outbox.Addressee.Fate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Facts as text: a line each, of cells between tabs. Neither is in an address, nor a line break in a subject. */
final class FactsText {

    private static final String FORM = "1";

    private FactsText() {}

    static String of(Facts facts) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join("\t", FORM, facts.delivery().name(), dsn(facts.dsn()), facts.smtpUtf8() ? "utf8" : ""));
        lines.add(facts.subject().replace('\t', ' '));
        lines.add(facts.cause());
        lines.add(cells(facts.sender()));
        facts.addressees()
                .forEach(addressee -> lines.add(String.join(
                        "\t", cells(addressee.address()), addressee.fate().name(), addressee.reply())));
        return String.join("\n", lines);
    }

    static Facts parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] first = lines[0].split("\t", -1);
        if (!first[0].equals(FORM)) {
            throw new IllegalStateException("The outbox knows no form '" + first[0] + "' of facts.");
        }
        return new Facts(
                lines[1],
                address(lines[3].split("\t", -1)),
                Arrays.stream(lines).skip(4).map(FactsText::addressee).toList(),
                Delivery.valueOf(first[1]),
                dsn(first[2]),
                first[3].equals("utf8"),
                lines[2]);
    }

    private static String cells(Address address) {
        return address.address() + "\t" + address.name();
    }

    private static Address address(String[] cells) {
        return new Address(cells[1], cells[0]);
    }

    private static Addressee addressee(String line) {
        String[] cells = line.split("\t", -1);
        return new Addressee(address(cells), Fate.valueOf(cells[2]), cells[3]);
    }

    private static String dsn(Optional<DsnRequest> dsn) {
        return dsn.map(request -> request.ret() + ":"
                        + request.occasions().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .orElse("");
    }

    private static Optional<DsnRequest> dsn(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split(":", -1);
        Set<Notify> occasions = parts[1].isEmpty()
                ? Set.of()
                : Arrays.stream(parts[1].split(",")).map(Notify::valueOf).collect(Collectors.toSet());
        return Optional.of(new DsnRequest(occasions, Ret.valueOf(parts[0])));
    }
}
