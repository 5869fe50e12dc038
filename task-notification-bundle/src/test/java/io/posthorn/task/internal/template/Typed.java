package io.posthorn.task.internal.template;

import org.osgi.util.converter.Converters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pages as somebody types them, and what a mail is filled with. */
final class Typed {

    static final String PID = "io.posthorn.task.template~test";
    static final String TAG = "ph1abcdef";

    private Typed() {}

    /** A page: name, value, name, value. */
    static TypePageConfig config(String... fields) {
        Map<String, String> page = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        return Converters.standardConverter().convert(page).to(TypePageConfig.class);
    }

    static TypePage page(String... fields) {
        return new TypePageFields(config(fields), PID).checked();
    }

    /** A page of an assignment with this template. */
    static TypePage html(String template) {
        return page("type", "assignment", "notification.template", template);
    }

    static TypePage text(String template) {
        return page("type", "assignment", "notification.template", template, "message.format", "Text");
    }

    static Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("description", "Anna Berger asks for a loan of 25,000 euros.\nShe has been a customer since 2009.");
        values.put("instructions", "Compare the income with the statements.\nThen approve, or say why not.");
        values.put("notification-host", "forms.contoso.com");
        values.put("process-name", "Loan application");
        values.put("operation-name", "Review");
        values.put("taskid", "4711");
        values.put("group-name", "Reviewers");
        values.put("branch-id", "BR-18");
        values.put("process-id", "376");
        values.put("action-id", "AC-5");
        return values;
    }

    static Map<String, String> values(String name, String value) {
        Map<String, String> values = values();
        values.put(name, value);
        return values;
    }

    static List<Action> actions(String... routes) {
        List<Action> actions = new ArrayList<>();
        for (String route : routes) {
            String subject = (route + " [" + TAG + "]").replace(" ", "%20");
            actions.add(new Action(actions.size() + 1, route, "mailto:forms@contoso.com?subject=" + subject));
        }
        return actions;
    }
}
