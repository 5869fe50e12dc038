package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
import io.posthorn.store.StoreException;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hears events. They are handled in a thread of their own: Felix never again calls a handler that once took long. What cannot
 * be taken now, also because a page is being changed, is tried again as long as this process lives.
 */
@Component(immediate = true, property = "event.topics=" + EventReader.TOPICS + "*")
public final class TaskEvents implements EventHandler {

    private static final Logger log = LoggerFactory.getLogger(TaskEvents.class);

    private static final long PAUSE_SECONDS = 30;
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicReference<@Nullable TaskNotifier> notifier = new AtomicReference<>();
    private final Deque<TaskEvent> waiting = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread one = new Thread(work, "posthorn-task-events");
        one.setDaemon(true);
        return one;
    });

    /** Made by Declarative Services. */
    @Activate
    public TaskEvents() {
        thread.scheduleWithFixedDelay(this::takeAll, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * From now on, this one tells the people. It comes and goes with each change of a page, and events must not be missed then.
     *
     * @param service tells the people
     */
    @Reference(
            service = TaskNotifier.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void setNotifier(TaskNotifier service) {
        notifier.set(service);
        thread.execute(this::takeAll);
    }

    /**
     * Not any more.
     *
     * @param service that goes
     */
    public void unsetNotifier(TaskNotifier service) {
        notifier.compareAndSet(service, null);
    }

    @Override
    public void handleEvent(Event event) {
        try {
            waiting.add(EventReader.read(event));
            thread.execute(this::takeAll);
        } catch (IllegalArgumentException e) {
            log.warn("Nobody is notified: {}", e.getMessage());
        }
    }

    /** Each once. What fails holds up only what came later for the same task: a newer reminder must not be overtaken. */
    private void takeAll() {
        List<TaskEvent> failed = new ArrayList<>();
        Set<String> tasks = new HashSet<>();
        Set<String> said = new TreeSet<>();
        try {
            for (TaskEvent event = waiting.poll(); event != null; event = waiting.poll()) {
                if (tasks.contains(event.taskId()) || !isTaken(event, said)) {
                    tasks.add(event.taskId());
                    failed.add(event);
                }
            }
        } catch (RuntimeException | Error e) { // nothing may end this thread but the end
            log.warn("A fault in the notifications of tasks; they go on.", e);
        } finally {
            for (int i = failed.size() - 1; i >= 0; i--) {
                waiting.addFirst(failed.get(i));
            }
        }
        said.forEach(sentence -> log.warn("Some are not notified of their tasks yet; it is tried again. {}", sentence));
    }

    /** @param said gathers each reason once: with many events it would fill the log */
    private boolean isTaken(TaskEvent event, Set<String> said) {
        TaskNotifier now = notifier.get();
        if (now == null) {
            return false;
        }
        try {
            now.notify(event).skipped().forEach(sentence -> log.warn("{}: {}", event, sentence));
            return true;
        } catch (EmailException | StoreException e) {
            said.add(String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException e) {
            log.warn("Nobody is notified of {}, and it is not tried again.", event, e);
            return true;
        }
    }

    /** What has come is taken first. */
    @Deactivate
    public void deactivate() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.forEach(event -> log.warn("Nobody was notified of {}. Raise it again after the start.", event));
    }
}
