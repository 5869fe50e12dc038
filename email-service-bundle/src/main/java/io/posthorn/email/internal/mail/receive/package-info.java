/** Mails on their way in: searching, reading, and what becomes of those that were taken. */
@NullMarked
package io.posthorn.email.internal.mail.receive;

import org.jspecify.annotations.NullMarked;
