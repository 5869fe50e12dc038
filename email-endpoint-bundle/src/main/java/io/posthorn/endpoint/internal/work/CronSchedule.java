package io.posthorn.endpoint.internal.work;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A schedule by a cron expression, as Quartz writes it. */
public final class CronSchedule implements Schedule {

    private final ExecutionTime times;
    private final ZoneId zone;
    private final Duration delay;
    private final long count;

    private CronSchedule(ExecutionTime times, ZoneId zone, Duration delay, long count) {
        this.times = times;
        this.zone = zone;
        this.delay = delay;
        this.count = count;
    }

    /**
     * Reads an expression.
     *
     * @param expression with seconds, for example {@code 0 0/5 * * * ?}
     * @param zone whose days and hours are meant
     * @param delay before it counts
     * @param count how many looks; below 0 for ever
     * @param now it has to fit a moment after this one
     * @throws IllegalArgumentException with a sentence, if it is none, or no moment fits it
     */
    public static CronSchedule of(String expression, ZoneId zone, Duration delay, long count, Instant now) {
        ExecutionTime times;
        try {
            Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(expression);
            times = ExecutionTime.forCron(cron.validate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is no cron expression as Quartz writes it: " + e.getMessage()
                            + " An example: 0 0/5 8-18 ? * MON-FRI, every five minutes of working hours.",
                    e);
        }
        if (times.nextExecution(now.atZone(zone)).isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + expression + "' fits no moment from now on. Mails would wait for ever.");
        }
        return new CronSchedule(times, zone, delay, count);
    }

    @Override
    public Optional<Instant> next(Instant now, long done) {
        if (count >= 0 && done >= count) {
            return Optional.empty();
        }
        ZonedDateTime from = now.plus(done == 0 ? delay : Duration.ZERO).atZone(zone);
        return times.nextExecution(from).map(ZonedDateTime::toInstant);
    }
}
