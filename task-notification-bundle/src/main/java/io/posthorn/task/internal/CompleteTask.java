package io.posthorn.task.internal;

import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.TaskReplies;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.List;
import java.util.Map;

/**
 * <i>Complete Task</i>: the service with which an email endpoint takes the replies to notifications. Its parameters are those of
 * the original. They may be mapped and need not be: what a reply says is read from the mail itself, with its headers.
 */
@Component(property = EndpointService.NAME + "=Complete Task")
public final class CompleteTask implements EndpointService {

    private static final List<EndpointParameter> PARAMETERS = List.of(
            EndpointParameter.optional("attachmentMap", Type.MAP),
            EndpointParameter.optional("mailBody", Type.STRING),
            EndpointParameter.optional("mailFrom", Type.STRING));

    private final TaskReplies replies;

    /**
     * Made by Declarative Services.
     *
     * @param replies takes them
     */
    @Activate
    public CompleteTask(@Reference TaskReplies replies) {
        this.replies = replies;
    }

    @Override
    public Map<String, List<EndpointParameter>> operations() {
        return Map.of(INVOKE, PARAMETERS);
    }

    /** @throws IllegalStateException if nothing that completes tasks is installed: it may be later */
    @Override
    public InvocationResult invoke(Invocation invocation) {
        ReplyResult result = replies.take(invocation.email());
        return switch (result.kind()) {
            case COMPLETED -> InvocationResult.done(result.sentence());
            case AUTOMATIC -> new InvocationResult.Silent(result.sentence());
            case NO_COMPLETION -> throw new IllegalStateException(result.sentence());
            default -> new InvocationResult.Refused(result.sentence());
        };
    }
}
