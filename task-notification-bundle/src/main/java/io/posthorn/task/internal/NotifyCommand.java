package io.posthorn.task.internal;

import io.posthorn.email.OutboxEntry;
import io.posthorn.task.Notified;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shell command {@code mail:notify}, in Felix and in Karaf alike. */
@Component(
        service = NotifyCommand.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=notify"})
public final class NotifyCommand {

    private static final String USAGE = "Usage: mail:notify --task ID --to USER|GROUP|ADDRESS[,…] [--type "
            + Arrays.stream(TaskEvent.Type.values())
                    .filter(type -> !type.isForAdministrators())
                    .map(Enum::name)
                    .collect(Collectors.joining("|"))
            + "] [--routes ROUTE,…] [--description TEXT] [--instructions TEXT] [--process NAME] [--operation NAME] [--due TIME];"
            + " or: mail:notify --type STALLED_BRANCH|STALLED_OPERATION --process-id ID [--branch-id ID] [--action-id ID]";

    private final TaskNotifier notifier;
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param notifier does the work
     */
    @Activate
    public NotifyCommand(@Reference TaskNotifier notifier) {
        this.notifier = notifier;
    }

    /**
     * Raises one notification, and says what came of it.
     *
     * @param type of the event
     * @param task its id
     * @param to users and groups
     * @param routes ways to complete it
     * @param description of the step
     * @param instructions what the task asks for
     * @param process name of the process
     * @param operation name of the step
     * @param due a moment
     * @param processId of what has stalled
     * @param branchId of what has stalled
     * @param actionId of what has stalled
     */
    @Descriptor("raises the notification of a task, to try it")
    public void notify(
            @Descriptor("type of the event") @Parameter(names = "--type", absentValue = "ASSIGNED") String type,
            @Descriptor("id of the task") @Parameter(names = "--task", absentValue = "") String task,
            @Descriptor("ids of users and groups, or mail addresses, with commas")
                    @Parameter(names = "--to", absentValue = "")
                    String to,
            @Descriptor("routes that complete the task, with commas") @Parameter(names = "--routes", absentValue = "")
                    String routes,
            @Descriptor("description of the step") @Parameter(names = "--description", absentValue = "")
                    String description,
            @Descriptor("what the task asks for") @Parameter(names = "--instructions", absentValue = "")
                    String instructions,
            @Descriptor("name of the process") @Parameter(names = "--process", absentValue = "") String process,
            @Descriptor("name of the step") @Parameter(names = "--operation", absentValue = "") String operation,
            @Descriptor("when the task is due, for example 2026-12-24T17:00:00Z; by default now")
                    @Parameter(names = "--due", absentValue = "")
                    String due,
            @Descriptor("id of the process that has stalled") @Parameter(names = "--process-id", absentValue = "")
                    String processId,
            @Descriptor("id of the branch that has stalled") @Parameter(names = "--branch-id", absentValue = "")
                    String branchId,
            @Descriptor("id of the operation that has stalled") @Parameter(names = "--action-id", absentValue = "")
                    String actionId) {
        TaskEvent.Builder event = TaskEvent.of(type(type))
                .taskId(task)
                .assignees(list(to))
                .routes(list(routes))
                .description(description)
                .instructions(instructions)
                .processName(process)
                .operationName(operation)
                .processId(processId)
                .branchId(branchId)
                .actionId(actionId);
        event.due(
                due.isEmpty()
                        ? clock.instant()
                        : moment(due)); // another time, or the same event would be no second mail
        say(notifier.notify(built(event)));
    }

    /**
     * Gogo's way out: called where the words behind the command's name do not fit.
     *
     * @param call the command's name and those words
     */
    public void _main(String... call) {
        throw new IllegalArgumentException(USAGE);
    }

    private static TaskEvent built(TaskEvent.Builder event) {
        try {
            return event.build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + USAGE, e);
        }
    }

    private static void say(Notified notified) {
        PrintStream out = System.out; // Gogo's stream of this thread, which leads into a pipe, too
        for (OutboxEntry mail : notified.mails()) {
            out.println(
                    "In the outbox as " + mail.id() + ", " + mail.state().name().toLowerCase(Locale.ROOT) + ": to "
                            + mail.recipients().stream().map(Object::toString).collect(Collectors.joining(", ")) + ", "
                            + mail.subject());
        }
        notified.skipped().forEach(out::println);
        if (notified.mails().isEmpty()) {
            out.println("Nobody is notified.");
        }
    }

    private static TaskEvent.Type type(String name) {
        return Arrays.stream(TaskEvent.Type.values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--type is '" + name + "'. Give one of " + Arrays.toString(TaskEvent.Type.values()) + "."));
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--due is '" + text + "'. Give a moment like 2026-12-24T17:00:00Z.", e);
        }
    }
}
