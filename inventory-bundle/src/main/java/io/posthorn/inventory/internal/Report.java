package io.posthorn.inventory.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the chapters have told, each in its place. One that cannot tell keeps no other from it. */
final class Report {

    private static final Logger log = LoggerFactory.getLogger(Report.class);

    private final Instant now;
    private final Facts told = new Facts();
    private final Facts remarks = new Facts();

    private Report(Instant now) {
        this.now = now;
    }

    /**
     * Asks them all.
     *
     * @param version of the bundle that asks
     * @param chapters those that are there
     */
    static Facts of(String version, Collection<Chapter> chapters, Instant now) {
        Report report = new Report(now);
        for (Part part : Part.values()) {
            chapters.stream()
                    .filter(chapter -> chapter.part() == part)
                    .findFirst()
                    .ifPresentOrElse(report::ask, () -> report.remark(part, part.missing()));
        }
        Facts facts = new Facts().put("version", version).put("at", Optional.of(now));
        if (!report.remarks.isEmpty()) {
            facts.put("remarks", report.remarks);
        }
        return facts.putAll(report.told);
    }

    private void ask(Chapter chapter) {
        try {
            chapter.tell(this);
        } catch (RuntimeException e) {
            log.warn("The inventory cannot tell of the {}", chapter.part().key(), e);
            remark(chapter.part(), "A fault in Posthorn; the log says more: " + e);
        }
    }

    Instant now() {
        return now;
    }

    void tell(Part part, Facts facts) {
        told.put(part.key(), facts);
    }

    void tell(Part part, List<Facts> list) {
        told.put(part.key(), list);
    }

    /** Says what could not be told, and why. */
    void remark(Part part, String sentence) {
        remarks.put(part.key(), sentence);
    }
}
