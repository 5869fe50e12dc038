package io.posthorn.task.internal;

import io.posthorn.page.WrongPageException;
import io.posthorn.task.internal.template.TypePages;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells Felix Health Checks what is wrong on the pages. Where nobody has installed them, nobody asks for it. */
@Component(
        configurationPid = TaskPage.PID,
        property = {"hc.name=Posthorn task notifications", "hc.tags=posthorn", "hc.tags=mail"})
public final class TaskHealth implements HealthCheck {

    private final TaskPage page;
    private final TypePages types;

    /**
     * Made by Declarative Services.
     *
     * @param config the page
     * @param types the pages of the types
     */
    @Activate
    public TaskHealth(TaskConfig config, @Reference TypePages types) {
        this.page = new TaskPage(config);
        this.types = types;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            if (page.isEnabled()) {
                page.check();
            } else {
                log.info("Enable Outgoing Messages is not ticked: nobody is notified.");
            }
        } catch (WrongPageException e) {
            log.critical("{}", e.getMessage());
        }
        types.faults().forEach(sentence -> log.critical("{}", sentence));
        log.debug("The pages were read.");
        return new Result(log);
    }
}
