package io.posthorn.benchmarks.watch;

import java.io.IOException;
import java.io.InputStream;

/** What a mail starts. */
public interface Work {

    /** Where the octets of a mail's attachment are. */
    @FunctionalInterface
    interface Attachment {

        /** Opens them. */
        InputStream open() throws Exception;
    }

    /** Reads the attachment to its end. */
    void on(String subject, Attachment attachment) throws IOException;
}
