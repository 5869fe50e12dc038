package io.posthorn.task.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Task notifications: email settings</i> before it is saved. */
@Component(property = PageCheck.PAGE + "=" + TaskPage.PID)
public final class TaskPageCheck implements PageCheck {

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            TaskPage page = new TaskPage(TypedPage.of(TaskConfig.class, properties));
            if (page.isEnabled()) {
                page.check();
            }
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
