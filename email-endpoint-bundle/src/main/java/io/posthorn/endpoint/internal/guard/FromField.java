package io.posthorn.endpoint.internal.guard;

/** Tells a From field with one author from one with several, whose first may be believed while another is shown. */
final class FromField {

    private FromField() {}

    /** @param value as it came, or decoded */
    static boolean isOne(String value) {
        String bare = bare(value);
        int open = bare.indexOf('<');
        if (open < 0) {
            return bare.indexOf('@') == bare.lastIndexOf('@') && bare.indexOf(',') < 0 && bare.indexOf(';') < 0;
        }
        String outside = bare.substring(0, open) + bare.substring(Math.max(open, bare.lastIndexOf('>')));
        boolean list = outside.indexOf(',') >= 0 || outside.indexOf(';') >= 0;
        return open == bare.lastIndexOf('<') && !(list && outside.indexOf('@') >= 0);
    }

    /** Without what is quoted or a comment. */
    private static String bare(String value) {
        StringBuilder bare = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == ')')) {
                depth = Math.max(0, depth + (c == '(' ? 1 : -1));
            } else if (!quoted && depth == 0) {
                bare.append(c);
            }
        }
        return bare.toString();
    }
}
