package io.posthorn.task.internal.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** How a value is put into an attribute: encoded, where the attribute is an address. */
final class Link {

    private static final Set<String> ADDRESSES = Set.of(
            "href", "src", "srcset", "action", "formaction", "background", "cite", "poster", "data", "xlink:href");
    private static final Pattern HOST = Pattern.compile("[\\w.-]+(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?");

    private Link() {}

    /** What looks like the name of a host, with or without a port, is not encoded: it stands where a host belongs. */
    static String value(String attribute, String variable, Filling filling) {
        String value = filling.value(variable);
        boolean isHost = variable.equals(Variables.HOST) && HOST.matcher(value).matches();
        return isHost || !ADDRESSES.contains(attribute) ? value : encoded(value);
    }

    /** URLEncoder writes forms, where a blank is a plus sign; in a path or a mailto link it is not. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
