/** Submission: kept connections, and mails on them one after the other. */
@NullMarked
package io.posthorn.email.internal.mail.send;

import org.jspecify.annotations.NullMarked;
