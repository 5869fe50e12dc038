package io.posthorn.console.internal.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Times and sizes as people read them.
 *
 * @param now the time of the page
 */
record Words(Instant now) {

    private static final int DAY_HOURS = 24;
    private static final int SHORT = 80;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    /** For example "3 min ago", with the whole time where the mouse rests. */
    Html ago(Optional<Instant> then) {
        return then.map(time -> when(time, age(Duration.between(time, now)) + " ago"))
                .orElse(Html.of("never"));
    }

    /** For example "in 3 min". */
    Html in(Instant then) {
        return when(then, then.isAfter(now) ? "in " + age(Duration.between(now, then)) : "now");
    }

    static Html day(Instant then) {
        return when(then, DAY.format(then.atZone(ZoneId.systemDefault())));
    }

    private static Html when(Instant time, String text) {
        return Html.of(
                "<time datetime=\"%s\" title=\"%s\">%s</time>",
                time, TIME.format(time.atZone(ZoneId.systemDefault())), text);
    }

    private static String age(Duration duration) {
        if (duration.toHours() >= 2 * DAY_HOURS) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 2) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() >= 1 ? duration.toMinutes() + " min" : Math.max(0, duration.toSeconds()) + " s";
    }

    /** Of a constant's name. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHORT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHORT - 1)) + "…";
    }
}
