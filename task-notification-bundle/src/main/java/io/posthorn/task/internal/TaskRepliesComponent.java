package io.posthorn.task.internal;

import io.posthorn.email.ReceivedEmail;
import io.posthorn.store.Store;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskReplies;
import io.posthorn.task.internal.reply.StoredTaskReplies;
import io.posthorn.task.internal.reply.Tags;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Takes replies, with whatever completes tasks at the moment. */
@Component
public final class TaskRepliesComponent implements TaskReplies {

    private final StoredTaskReplies replies;
    private final AtomicReference<@Nullable TaskCompletion> completion = new AtomicReference<>();

    /**
     * Made by Declarative Services.
     *
     * @param store keeps what replies refer to
     */
    @Activate
    public TaskRepliesComponent(@Reference Store store) {
        replies = new StoredTaskReplies(new Tags(store, InstantSource.system()), completion::get);
    }

    /**
     * From now on, this one completes tasks.
     *
     * @param service of the highest ranking
     */
    @Reference(
            service = TaskCompletion.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setCompletion(TaskCompletion service) {
        completion.set(service);
    }

    /**
     * Not any more.
     *
     * @param service that goes
     */
    public void unsetCompletion(TaskCompletion service) {
        completion.compareAndSet(service, null);
    }

    @Override
    public ReplyResult take(ReceivedEmail email) {
        return replies.take(email);
    }
}
