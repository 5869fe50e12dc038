/** Mails on their way out, by Jakarta Mail: what is composed once can be written as often as it takes. */
@NullMarked
package io.posthorn.email.internal.mail.compose;

import org.jspecify.annotations.NullMarked;
