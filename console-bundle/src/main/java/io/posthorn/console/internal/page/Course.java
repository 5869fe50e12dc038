package io.posthorn.console.internal.page;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A page that grows while something runs: each step is sent to the browser when it is over. */
final class Course {

    /** So often something goes to the browser, lest anything between takes the connection for dead. */
    private static final int BEAT_SECONDS = 10;

    private final HttpServletResponse response;
    private final Frame frame;
    private final Executor threads;

    /** Runs for a person. */
    interface Work {

        /**
         * Does it. Never fails.
         *
         * @param steps is told each step when it is over
         * @return what came of it all
         */
        Notice run(Consumer<Html> steps);
    }

    /** What goes through the queue: a step, or the end. */
    private record Part(Html html, boolean isLast) {}

    /** @param threads where the work runs: it goes on when the browser leaves */
    Course(HttpServletResponse response, Frame frame, Executor threads) {
        this.response = response;
        this.frame = frame;
        this.threads = threads;
    }

    void show(String title, String intro, Html again, Work work) throws IOException {
        BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
        PrintWriter out = response.getWriter();
        send(
                out,
                Html.all(
                        frame.head(title),
                        Html.of("<h2>%s</h2><p>%s</p><ol class=\"steps\" aria-live=\"polite\">", title, intro)));
        try {
            threads.execute(() -> {
                Notice notice = work.run(step -> parts.add(new Part(step, false)));
                parts.add(new Part(notice.html(), true));
            });
        } catch (RejectedExecutionException e) {
            parts.add(new Part(Notice.failed("Posthorn is being stopped.").html(), true));
        }
        Html end = awaitLast(out, parts);
        send(
                out,
                Html.all(
                        Html.of(
                                "</ol>%s<p class=\"actions\">%s <a href=\"%s\">Back to Posthorn</a></p>",
                                end, again, frame.root()),
                        Frame.foot()));
    }

    /** Steps go out as they come. */
    private static Html awaitLast(PrintWriter out, BlockingQueue<Part> parts) {
        Optional<Part> part = next(parts);
        while (part.filter(Part::isLast).isEmpty()) {
            send(out, part.map(step -> Html.of("<li>%s</li>", step.html())).orElse(new Html("\n")));
            if (out.checkError()) {
                return Html.NONE; // the browser has gone
            }
            part = next(parts);
        }
        return part.get().html();
    }

    private static Optional<Part> next(BlockingQueue<Part> parts) {
        try {
            return Optional.ofNullable(parts.poll(BEAT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(
                    new Part(Notice.failed("Posthorn is being stopped.").html(), true));
        }
    }

    private static void send(PrintWriter out, Html html) {
        out.write(html.markup());
        out.flush();
    }
}
