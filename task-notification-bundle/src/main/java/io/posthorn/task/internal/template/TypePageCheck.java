package io.posthorn.task.internal.template;

import io.posthorn.check.PageCheck;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks a page <i>Task notifications: notification type</i> before it is saved, its template included. */
@Component(property = PageCheck.PAGE + "=" + TypePageFields.PID)
public final class TypePageCheck implements PageCheck {

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            new TypePageFields(TypedPage.of(TypePageConfig.class, properties), pid).checked();
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
