package io.posthorn.benchmarks;

import io.posthorn.benchmarks.peer.AngusKept;
import io.posthorn.benchmarks.peer.AngusTransportSend;
import io.posthorn.benchmarks.peer.Mail;
import io.posthorn.benchmarks.peer.Sender;
import io.posthorn.benchmarks.peer.SimpleJavaMail;
import io.posthorn.benchmarks.peer.Submission;
import io.posthorn.benchmarks.peer.VertxMail;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.Stores;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Many mails at once from a mailbox with Exchange's limits, whose server refuses what is too much: ours, which knows them,
 * and the peers as they come. Time runs faster, for the server and for us.
 *
 * @param mails how many
 * @param threads that send them
 * @param speed how many seconds pass in one
 */
record MailLimit(int mails, int threads, int speed) {

    private static final int MESSAGES_PER_MINUTE = 30;

    /** On a server of their own, so that classes are loaded: time runs faster, and would make ten seconds of one. */
    private static final int WARM_UP = 10;

    /** Makes a sender for one server. */
    private interface Maker {
        Sender make(MailServerProcess server, ScaledClock clock);
    }

    /** What came of it. */
    record Result(long tooFast, long failures, long lost, long twice, Duration scaled) {}

    /** @return of ours */
    Result run(PrintStream out) throws InterruptedException {
        try (Table table = new Table(
                        out,
                        mails + " mails from " + threads + " threads, " + MESSAGES_PER_MINUTE + " a minute",
                        "Replies 432",
                        "Calls that failed",
                        "Mails lost",
                        "Arrived twice",
                        "Time, s of its clock",
                        "of the ideal",
                        "First failure");
                TemporaryFolder folder = new TemporaryFolder()) {
            Result ours = trial(
                    "posthorn",
                    table,
                    (server, clock) -> ours(server, clock, folder.path().resolve(server.detail("smtp.port"))));
            trial("Angus Transport.send", table, (server, clock) -> new AngusTransportSend(submission(server)));
            trial("Angus, kept transports", table, (server, clock) -> new AngusKept(submission(server)));
            trial(
                    "Simple Java Mail, batch module",
                    table,
                    (server, clock) -> SimpleJavaMail.asItComes(submission(server)));
            trial("Vert.x mail client", table, (server, clock) -> VertxMail.asItComes(submission(server)));
            return ours;
        }
    }

    private static Sender ours(MailServerProcess server, ScaledClock clock, Path folder) {
        return MailStand.limited(server, Stores.embedded(folder), network(server), clock);
    }

    private static Submission submission(MailServerProcess server) {
        return server.submission(network(server).tls());
    }

    private static NetworkComponent network(MailServerProcess server) {
        return Stand.trusting(Path.of(server.detail("ca.file")));
    }

    /** Each on a server of its own, whose minute is empty. */
    private Result trial(String name, Table table, Maker maker) throws InterruptedException {
        warmUp(maker);
        ScaledClock clock = ScaledClock.fromNow(speed);
        try (MailServerProcess server = MailServerProcess.limited(clock);
                Sender sender = maker.make(server, clock)) {
            Mail mail = Mail.text(server.detail("user"), server.detail("inside"), 1_000);
            Load load = Load.of(mails, threads, number -> sender.send(mail, "Limited " + number));
            MailServerProcess.Arrived arrived = server.arrived();
            Result result = new Result(
                    server.counts().tooFast(),
                    load.failures(),
                    mails - arrived.different(),
                    arrived.mails() - arrived.different(),
                    Duration.ofNanos(load.nanos()).multipliedBy(speed));
            table.row(
                    name,
                    result.tooFast(),
                    result.failures(),
                    result.lost(),
                    result.twice(),
                    String.format("%,.1f", result.scaled().toMillis() / 1e3),
                    result.lost() == 0 ? ofTheIdeal(result.scaled()) : "",
                    load.firstFailure());
            return result;
        }
    }

    private void warmUp(Maker maker) throws InterruptedException {
        ScaledClock clock = ScaledClock.fromNow(speed);
        try (MailServerProcess server = MailServerProcess.limited(clock);
                Sender sender = maker.make(server, clock)) {
            Mail mail = Mail.text(server.detail("user"), server.detail("inside"), 1_000);
            Load.of(Math.min(mails, WARM_UP), threads, number -> sender.send(mail, "Warm-up " + number));
        }
    }

    /** The first window is full at once, and so is each further one at the moment when it opens. */
    private String ofTheIdeal(Duration scaled) {
        long windows = (mails + MESSAGES_PER_MINUTE - 1) / MESSAGES_PER_MINUTE - 1;
        return windows == 0 ? "" : String.format("%.3f", scaled.toMillis() / (windows * 60_000.0));
    }
}
