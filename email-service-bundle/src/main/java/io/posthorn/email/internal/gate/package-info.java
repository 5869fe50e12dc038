/** One gate for each mailbox: connections, messages a minute, recipients a day, and rests after a refusal. */
@NullMarked
package io.posthorn.email.internal.gate;

import org.jspecify.annotations.NullMarked;
