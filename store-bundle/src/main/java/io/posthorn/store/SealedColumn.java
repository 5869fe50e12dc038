package io.posthorn.store;

/**
 * A text column whose values are sealed, or null.
 *
 * @param table its table
 * @param key the column that identifies a row; its type is text, and it alone is unique
 * @param column the sealed column
 */
public record SealedColumn(String table, String key, String column) {

    /**
     * What a sealed value is bound to, so that it opens nowhere else.
     *
     * @param row the row's key
     * @return table, column and row
     */
    public String place(String row) {
        return table + "." + column + "/" + row;
    }
}
