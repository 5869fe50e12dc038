package io.posthorn.endpoint.internal.mapping;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A file name that does no harm on any system, whatever it is made of: never a path, a device of Windows, or one that hides what
 * it is.
 */
public final class SafeName {

    /** Characters of the longest one. */
    public static final int LONGEST = 200;

    private static final Pattern SLASH = Pattern.compile("[/\\\\]");

    /** Joiners stay: Persian and Hindi are written with them. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\u200c\u200d]]");

    private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*]");
    private static final Pattern END = Pattern.compile("[\\s.]+$"); // Windows drops them
    private static final Pattern DEVICE = Pattern.compile(
            "(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])\\s*(?:\\..*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EXTENSION = Pattern.compile("[^\\s.%]{1,16}");

    private SafeName() {}

    /**
     * Makes a name safe. Each slash becomes {@code %%}, as it always has in the names of results.
     *
     * @param name any text
     * @return up to {@link #LONGEST} characters, cut before the extension; {@code result1} if nothing is left
     */
    public static String of(String name) {
        return cut(clean(name), LONGEST, Integer.MAX_VALUE);
    }

    /**
     * Makes a name safe for a file system that counts octets.
     *
     * @param name any text
     * @param octets at most, in UTF-8
     * @return as {@link #of(String)} does
     */
    public static String of(String name, int octets) {
        return cut(clean(name), LONGEST, octets);
    }

    private static String clean(String name) {
        String start = name.length() <= 4 * LONGEST ? name : ends(name);
        String flat =
                SLASH.matcher(Normalizer.normalize(start, Normalizer.Form.NFC)).replaceAll("%%");
        String shown = HIDDEN.matcher(flat).replaceAll("");
        String plain =
                END.matcher(RESERVED.matcher(shown).replaceAll("_").strip()).replaceAll("");
        if (plain.isEmpty()) {
            return "result1";
        }
        return DEVICE.matcher(plain).matches() ? "_" + plain : plain;
    }

    /** So that no time is spent on what is cut off anyhow. */
    private static String ends(String name) {
        return name.substring(0, 2 * LONGEST) + name.substring(name.length() - 2 * LONGEST);
    }

    /** Shortens what comes before the extension. */
    static String cut(String name, int characters, int octets) {
        if (!isLonger(name, characters, octets)) {
            return name;
        }
        String extension = dotted(name);
        String base = name.substring(0, name.length() - extension.length());
        while (base.length() > 1 && isLonger(base + extension, characters, octets)) {
            base = base.substring(0, base.offsetByCodePoints(base.length(), -1));
        }
        return END.matcher(base).replaceAll("") + extension;
    }

    private static boolean isLonger(String name, int characters, int octets) {
        return name.length() > characters || name.getBytes(StandardCharsets.UTF_8).length > octets;
    }

    /** Its extension without the dot; empty if it has none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && EXTENSION.matcher(name.substring(dot + 1)).matches() ? name.substring(dot + 1) : "";
    }

    /** Its extension with the dot; empty if it has none. */
    static String dotted(String name) {
        String extension = extension(name);
        return extension.isEmpty() ? "" : "." + extension;
    }

    /** The name without its extension. */
    static String base(String name) {
        return name.substring(0, name.length() - dotted(name).length());
    }
}
