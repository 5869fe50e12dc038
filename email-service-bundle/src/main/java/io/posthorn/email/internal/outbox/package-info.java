/** The outbox: mail on disk, sent once, or refused, or shown as in doubt. */
@NullMarked
package io.posthorn.email.internal.outbox;

import org.jspecify.annotations.NullMarked;
