/** Which mails may start anything. */
@NullMarked
package io.posthorn.endpoint.internal.guard;

import org.jspecify.annotations.NullMarked;
