package io.posthorn.task.internal.reply;

import io.posthorn.email.Document;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskReply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Notes what it is called with, and reads the documents while it may. */
final class Completion implements TaskCompletion {

    final List<TaskReply> replies = Collections.synchronizedList(new ArrayList<>());
    final List<Long> sizes = Collections.synchronizedList(new ArrayList<>());
    volatile Function<TaskReply, Outcome> outcome = reply -> Outcome.COMPLETED;

    @Override
    public Outcome complete(TaskReply reply) {
        replies.add(reply);
        reply.documents().forEach(document -> sizes.add(size(document)));
        return outcome.apply(reply);
    }

    TaskReply last() {
        return replies.get(replies.size() - 1);
    }

    private static long size(Document document) {
        try (InputStream in = document.open()) {
            return in.readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
