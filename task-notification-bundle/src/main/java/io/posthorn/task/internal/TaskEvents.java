package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Queue<TaskEvent> waiting = new ConcurrentLinkedQueue<>();
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

    /** Each once: what fails does not hold up the rest. */
    private void takeAll() {
        List<TaskEvent> failed = new ArrayList<>();
        for (TaskEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            if (!isTaken(event)) {
                failed.add(event);
            }
        }
        waiting.addAll(failed);
    }

    private boolean isTaken(TaskEvent event) {
        TaskNotifier now = notifier.get();
        if (now == null) {
            return false;
        }
        try {
            now.notify(event).skipped().forEach(sentence -> log.info("{}: {}", event, sentence));
            return true;
        } catch (EmailException e) {
            log.warn("Nobody is notified of {} yet; it is tried again. {}", event, e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Nobody is notified of {} yet; it is tried again.", event, e);
        }
        return false;
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
