package io.posthorn.task.internal.template;

import io.posthorn.email.Address;

import java.util.List;
import java.util.Map;

/** What the page of one type says, checked; or what is said without a page. Immutable. */
public final class TypePage {

    private final NotificationType type;
    private final boolean isEnabled;
    private final boolean includesFormData;
    private final List<Address> addresses;
    private final Template template;

    TypePage(
            NotificationType type,
            boolean isEnabled,
            boolean includesFormData,
            List<Address> addresses,
            Template template) {
        this.type = type;
        this.isEnabled = isEnabled;
        this.includesFormData = includesFormData;
        this.addresses = List.copyOf(addresses);
        this.template = template;
    }

    /** Which one it is for. */
    public NotificationType type() {
        return type;
    }

    /** Whether mails of the type are sent. */
    public boolean isEnabled() {
        return isEnabled;
    }

    /** Whether the task's documents are attached. */
    public boolean includesFormData() {
        return includesFormData;
    }

    /**
     * The administrators.
     *
     * @return empty where the mails go to those who have the task, and where there is no page that names any
     */
    public List<Address> addresses() {
        return addresses;
    }

    /**
     * Writes one mail.
     *
     * @param values by the variables' names, without {@code @@}; a missing one is empty
     * @param actions what {@code @@actions@@} renders
     * @param tag what a reply is known by; hidden in HTML, and the last line of the text. Empty: none
     */
    public Words words(Map<String, String> values, List<Action> actions, String tag) {
        return template.words(new Filling(values, actions), tag);
    }
}
