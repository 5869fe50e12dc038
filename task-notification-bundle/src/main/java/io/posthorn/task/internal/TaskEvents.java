package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
import io.posthorn.task.Notified;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hears events. They are handled in a thread of their own: Felix never again calls a handler that once took long. What cannot
 * be taken now is tried again as long as this process lives.
 */
@Component(immediate = true, property = "event.topics=" + EventReader.TOPICS + "*")
public final class TaskEvents implements EventHandler {

    private static final Logger log = LoggerFactory.getLogger(TaskEvents.class);

    private static final long PAUSE_SECONDS = 30;
    private static final long PATIENCE_SECONDS = 20;

    private final TaskNotifier notifier;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread one = new Thread(work, "posthorn-task-events");
        one.setDaemon(true);
        return one;
    });

    /**
     * Made by Declarative Services.
     *
     * @param notifier tells the people
     */
    @Activate
    public TaskEvents(@Reference TaskNotifier notifier) {
        this.notifier = notifier;
    }

    @Override
    public void handleEvent(Event event) {
        try {
            TaskEvent task = EventReader.read(event);
            thread.execute(() -> take(task));
        } catch (IllegalArgumentException e) {
            log.warn("Nobody is notified: {}", e.getMessage());
        }
    }

    private void take(TaskEvent event) {
        try {
            Notified notified = notifier.notify(event);
            notified.skipped().forEach(sentence -> log.info("{}: {}", event, sentence));
        } catch (EmailException e) {
            log.warn(
                    "Nobody is notified yet of {}; it is tried again in {} seconds. {}",
                    event,
                    PAUSE_SECONDS,
                    e.getMessage());
            again(event);
        } catch (RuntimeException e) {
            log.warn("Nobody is notified yet of {}; it is tried again in {} seconds.", event, PAUSE_SECONDS, e);
            again(event);
        }
    }

    private void again(TaskEvent event) {
        if (!thread.isShutdown()) {
            thread.schedule(() -> take(event), PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** What has come is taken first. */
    @Deactivate
    public void deactivate() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                List<Runnable> left = thread.shutdownNow();
                log.warn("{} events of tasks were not taken any more. Raise them again after the start.", left.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
