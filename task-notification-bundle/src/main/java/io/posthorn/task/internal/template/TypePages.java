package io.posthorn.task.internal.template;

import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of all types, as they come, change and go; and for a type without one, what is ready-made. */
@Component(service = TypePages.class)
public final class TypePages {

    private static final Logger log = LoggerFactory.getLogger(TypePages.class);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<NotificationType, TypePage> readyMade = new EnumMap<>(NotificationType.class);

    /**
     * A page.
     *
     * @param id of several with one ranking, the lowest is used, as OSGi does with services
     * @param type null if the page does not say it
     * @param page null if it is wrong
     * @param fault null if it is right
     */
    record Entry(
            TypePageFields fields,
            int ranking,
            long id,
            @Nullable NotificationType type,
            @Nullable TypePage page,
            @Nullable WrongPageException fault) {}

    /** Made by Declarative Services; has the ready-made texts, and no pages yet. */
    @Activate
    public TypePages() {
        for (NotificationType type : NotificationType.values()) {
            readyMade.put(type, ReadyMade.of(type).page());
        }
    }

    /**
     * What holds for a type now.
     *
     * @throws WrongPageException with the sentence of its page, if that is wrong
     */
    public TypePage page(NotificationType type) {
        List<Entry> rivals = rivals(type);
        if (rivals.isEmpty()) {
            return Objects.requireNonNull(readyMade.get(type));
        }
        Entry used = rivals.get(0);
        WrongPageException fault = used.fault();
        if (fault != null) {
            // A new one, with the stack of this thread.
            throw used.fields().page().wrong(fault.field(), fault.fault());
        }
        return Objects.requireNonNull(used.page());
    }

    /**
     * What is wrong now.
     *
     * @return a sentence for each wrong page, also for those that are not used
     */
    public List<String> faults() {
        return entries.values().stream()
                .map(Entry::fault)
                .flatMap(Stream::ofNullable)
                .map(fault -> String.valueOf(fault.getMessage()))
                .sorted()
                .toList();
    }

    void put(String pid, TypePageFields fields, long id) {
        Entry entry = read(fields, id);
        entries.put(pid, entry);
        WrongPageException fault = entry.fault();
        if (fault != null) {
            log.warn("Task notifications cannot be sent: {}", fault.getMessage());
        }
        sayRivals(entry.type());
    }

    void remove(String pid) {
        Entry entry = entries.remove(pid);
        if (entry != null) {
            sayRivals(entry.type());
        }
    }

    private static Entry read(TypePageFields fields, long id) {
        NotificationType type = null;
        int ranking = 0;
        try {
            type = fields.type();
            ranking = fields.ranking();
            return new Entry(fields, ranking, id, type, fields.checked(), null);
        } catch (WrongPageException e) {
            return new Entry(fields, ranking, id, type, null, e);
        }
    }

    /** The first one is used. */
    private List<Entry> rivals(@Nullable NotificationType type) {
        return entries.values().stream()
                .filter(entry -> type != null && entry.type() == type)
                .sorted(Comparator.comparingInt((Entry entry) -> -entry.ranking())
                        .thenComparingLong(Entry::id))
                .toList();
    }

    private void sayRivals(@Nullable NotificationType type) {
        if (type != null && rivals(type).size() > 1) {
            log.warn("{}", rivalry(type));
        }
    }

    /** Which of several pages is used, as a sentence. */
    String rivalry(NotificationType type) {
        List<Entry> rivals = rivals(type);
        return "There are several pages of the type " + type.label() + ". The " + nameAndRanking(rivals.get(0))
                + " is used, and not the "
                + rivals.stream().skip(1).map(TypePages::nameAndRanking).collect(Collectors.joining(", the "))
                + ". Delete what is not wanted, or give that which is to be used the highest Ranking.";
    }

    private static String nameAndRanking(Entry entry) {
        return entry.fields().page().name() + " with the ranking " + entry.ranking();
    }
}
