package io.posthorn.task.internal.template;

/** Opens the pages of types to the tests of other packages. */
public final class TypePagesOfTests {

    private TypePagesOfTests() {}

    /** Name, value, name, value. One page for all. */
    public static void put(TypePages pages, String... fields) {
        pages.put(Typed.PID, new TypePageFields(Typed.config(fields), Typed.PID), 1);
    }
}
