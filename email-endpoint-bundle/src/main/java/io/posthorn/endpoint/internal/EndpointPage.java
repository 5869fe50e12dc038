package io.posthorn.endpoint.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Disposition;
import io.posthorn.email.Protocol;
import io.posthorn.endpoint.internal.guard.GuardRules;
import io.posthorn.endpoint.internal.mapping.FilePattern;
import io.posthorn.endpoint.internal.mapping.InputMappings;
import io.posthorn.endpoint.internal.mapping.OutputMappings;
import io.posthorn.endpoint.internal.result.ResultTexts;
import io.posthorn.endpoint.internal.work.CronSchedule;
import io.posthorn.endpoint.internal.work.Plan;
import io.posthorn.endpoint.internal.work.Schedule;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the page of an endpoint says, checked. Every fault is a sentence that names page and field. */
final class EndpointPage {

    private static final int LONGEST_NAME = 200;

    /** As the original has it. */
    private static final int SHORTEST_INTERVAL = 10;

    private static final long MEGABYTE = 1_048_576;

    private final Fields fields;
    private final InstantSource clock;
    private final Connections connections;

    EndpointPage(Fields fields, InstantSource clock) {
        this.fields = fields;
        this.clock = clock;
        this.connections = new Connections(fields);
    }

    /** What people call it, also while the page is wrong. */
    String label() {
        String name = fields.shown(Field.NAME);
        return name.isEmpty() ? fields.page().pid() : name;
    }

    boolean isEnabled() {
        return fields.bool(Field.ENABLED);
    }

    Connections connections() {
        return connections;
    }

    /** For people, also while the page is wrong. */
    String mailbox() {
        String user = fields.shown(Field.INBOX_USER);
        String folder = fields.shown(Field.FOLDER);
        return user.isEmpty() || folder.equalsIgnoreCase("INBOX") ? user : user + ", " + folder;
    }

    /** For people, also while the page is wrong. */
    String service() {
        return fields.shown(Field.SERVICE);
    }

    /** Everything, so that the first fault is told at once. */
    Plan plan() {
        isEnabled();
        connections.check();
        String user = fields.text(Field.USER_NAME);
        String domain = fields.text(Field.DOMAIN_NAME);
        return new Plan(
                name(),
                connections.mailbox(),
                folder(),
                fields.bool(Field.VALIDATE_INBOX),
                isPush(),
                schedule(),
                (int) fields.number(Field.BATCH_SIZE, -1, 1_000_000),
                fields.bool(Field.ASYNCHRONOUS),
                fields.required(
                        Field.SERVICE, "Name the service that its mails start: the property endpoint.service of one."),
                fields.required(Field.OPERATION_NAME, "Most services have one operation: invoke."),
                domain.isEmpty() ? user : user + "@" + domain,
                fields.checked(Field.INPUT_MAPPINGS, () -> InputMappings.of(fields.lines(Field.INPUT_MAPPINGS))),
                outputs(),
                fields.checked(Field.FILE_PATTERN, () -> FilePattern.of(fields.text(Field.FILE_PATTERN))),
                rules(),
                texts(),
                after(),
                quarantine(),
                (int) fields.number(Field.TRIES, 1, 100),
                failedFolder());
    }

    private OutputMappings outputs() {
        return fields.checked(Field.OUTPUT_MAPPINGS, () -> {
            OutputMappings outputs = OutputMappings.of(fields.lines(Field.OUTPUT_MAPPINGS));
            outputs.check();
            return outputs;
        });
    }

    private String name() {
        String name = fields.required(Field.NAME, "Name the endpoint, for example invoices.");
        if (name.length() > LONGEST_NAME || name.matches(".*[<>\\p{Cntrl}].*")) {
            throw fields.wrong(Field.NAME, "is longer than 200 characters, or has one of < and >. Give another name.");
        }
        return name;
    }

    private boolean isPop3() {
        return connections.protocol() == Protocol.POP3;
    }

    private String folder() {
        String folder = fields.required(Field.FOLDER, "Give its full name, for example INBOX.");
        if (isPop3() && !folder.equalsIgnoreCase("INBOX")) {
            throw fields.wrong(
                    Field.FOLDER, "is '" + folder + "', and POP3 has INBOX only. Choose IMAP as Inbox Protocol.");
        }
        return folder;
    }

    private boolean isPush() {
        Optional<String> watch = fields.choice(Field.WATCH, "PUSH", "POLL");
        if (isPop3() && watch.filter("PUSH"::equals).isPresent()) {
            throw fields.wrong(Field.WATCH, "is PUSH, and POP3 has no push. Choose POLL, or IMAP as Inbox Protocol.");
        }
        return watch.map("PUSH"::equals)
                .orElse(!isPop3() && fields.text(Field.CRON_EXPRESSION).isEmpty());
    }

    private Schedule schedule() {
        Duration delay = Duration.ofSeconds(fields.number(Field.START_DELAY, 0, 86_400));
        long count = fields.number(Field.REPEAT_COUNT, -1, 999_999_999);
        Duration interval = Duration.ofSeconds(fields.number(Field.REPEAT_INTERVAL, SHORTEST_INTERVAL, 604_800));
        String cron = fields.text(Field.CRON_EXPRESSION);
        if (isPush()) {
            return Schedule.every(delay, interval, -1); // only its delay counts, or what else would be waited for?
        }
        return cron.isEmpty()
                ? Schedule.every(delay, interval, count)
                : fields.checked(
                        Field.CRON_EXPRESSION,
                        () -> CronSchedule.of(cron, ZoneId.systemDefault(), delay, count, clock.instant()));
    }

    private GuardRules rules() {
        Set<String> own = new TreeSet<>();
        own.add(connections.mailbox().toLowerCase(Locale.ROOT));
        sendFrom().ifPresent(address -> own.add(address.address().toLowerCase(Locale.ROOT)));
        long largest = fields.number(Field.LARGEST_MAIL, 1, 1024) * MEGABYTE;
        int most = (int) fields.number(Field.MOST_ATTACHMENTS, 1, 10_000);
        return fields.checked(
                Field.DOMAIN_PATTERN,
                () -> new GuardRules(
                        fields.list(Field.DOMAIN_PATTERN), fields.text(Field.TRUSTED_SERVER), largest, most, own));
    }

    private Optional<Address> sendFrom() {
        return Optional.of(fields.text(Field.SEND_FROM))
                .filter(text -> !text.isEmpty())
                .map(text -> fields.checked(Field.SEND_FROM, () -> Address.of(text)));
    }

    /**
     * Which address answers, if Send From names none.
     *
     * @param ofEmailService which mailbox the Email service sends from
     */
    Address answersFrom(Supplier<String> ofEmailService) {
        String sender = connections.isSendingItself() ? connections.sender() : ofEmailService.get();
        String address = sender.contains("@") ? sender : connections.mailbox();
        if (!address.contains("@")) {
            throw fields.wrong(
                    Field.SEND_FROM,
                    "is empty, and what logs in to send is no mail address: '" + sender
                            + "'. Give the address that answers come from.");
        }
        return fields.checked(Field.SEND_FROM, () -> Address.of(address));
    }

    private ResultTexts texts() {
        recipients(Field.RECIPIENT_SUCCESSFUL_JOB);
        recipients(Field.RECIPIENT_FAILED_JOB);
        return new ResultTexts(
                fields.list(Field.RECIPIENT_SUCCESSFUL_JOB),
                fields.list(Field.RECIPIENT_FAILED_JOB),
                sendFrom(),
                fields.bool(Field.INCLUDE_ORIGINAL_BODY),
                fields.bool(Field.USE_ORIGINAL_SUBJECT),
                fields.text(Field.SUCCESS_EMAIL_SUBJECT),
                fields.text(Field.SUCCESS_EMAIL_BODY),
                fields.text(Field.ERROR_EMAIL_SUBJECT_PREFIX),
                fields.text(Field.ERROR_EMAIL_SUBJECT),
                fields.text(Field.ERROR_EMAIL_BODY),
                fields.text(Field.EMAIL_SUMMARY_INFO),
                charset());
    }

    /** As the whole checks them, but here with the field's name. */
    private void recipients(Field field) {
        int count = fields.list(field).size();
        if (count > 100) {
            throw fields.wrong(field, "has " + count + " addresses. Give 100 at most.");
        }
        for (String one : fields.list(field)) {
            if (!one.equalsIgnoreCase("sender")) {
                fields.checked(field, () -> Address.of(one));
            }
        }
    }

    private Charset charset() {
        return fields.choice(Field.CHARSET, "UTF-8", "ISO-2022-JP", "ISO2022-JP")
                .filter(name -> !name.equals("UTF-8"))
                .map(name -> Charset.forName("ISO-2022-JP"))
                .orElse(StandardCharsets.UTF_8);
    }

    private Disposition after() {
        Optional<String> after = fields.choice(Field.AFTER_PROCESSING, "MOVE", "DELETE", "MARK");
        if (isPop3() && after.filter(word -> !word.equals("DELETE")).isPresent()) {
            throw fields.wrong(
                    Field.AFTER_PROCESSING,
                    "is " + after.get() + ", and POP3 can only delete. Choose DELETE, or IMAP as Inbox Protocol.");
        }
        return switch (after.orElse(isPop3() ? "DELETE" : "MOVE")) {
            case "DELETE" -> Disposition.DELETE;
            case "MARK" -> Disposition.MARK_READ;
            default -> Disposition.moveTo(elsewhere(Field.PROCESSED_FOLDER));
        };
    }

    private String quarantine() {
        return isPop3() ? "" : elsewhere(Field.QUARANTINE_FOLDER);
    }

    private String elsewhere(Field field) {
        String folder = fields.required(field, "Give the full name of a folder.");
        if (folder.equalsIgnoreCase(folder())) {
            throw fields.wrong(field, "is '" + folder + "', the watched Folder itself. Give another one.");
        }
        return folder;
    }

    private Optional<Path> failedFolder() {
        String folder = fields.text(Field.FAILED_JOB_FOLDER);
        return folder.isEmpty()
                ? Optional.empty()
                : Optional.of(fields.checked(Field.FAILED_JOB_FOLDER, () -> Path.of(folder)));
    }
}
