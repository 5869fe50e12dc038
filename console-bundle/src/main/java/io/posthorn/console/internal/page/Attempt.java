package io.posthorn.console.internal.page;

import io.posthorn.email.EmailException;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.TokenException;
import io.posthorn.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/** Does something for a person, who is told what came of it, whatever that is. */
final class Attempt {

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    static Notice of(Supplier<Notice> work) {
        try {
            return work.get();
        } catch (TokenException
                | EmailException
                | NetworkException
                | StoreException
                | IllegalArgumentException
                | Mistake e) {
            return Notice.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("A fault in the page Posthorn of the web console.", e);
            return Notice.failed("This failed by a fault of Posthorn. The log says more.");
        }
    }
}
