package io.posthorn.page;

/** A configuration page that cannot be used. The message is a sentence that names the page and the field. */
public final class WrongPageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String fault;

    WrongPageException(String page, String field, String fault) {
        super("On the " + page + ", the field " + field + " " + fault);
        this.field = field;
        this.fault = fault;
    }

    /**
     * The field.
     *
     * @return its label
     */
    public String field() {
        return field;
    }

    /**
     * What is wrong with it, for values that were not typed on the page.
     *
     * @return goes on the sentence behind the field, for example {@code is empty. Give …}
     */
    public String fault() {
        return fault;
    }
}
