/** Watching a folder, and working through its mails. */
@NullMarked
package io.posthorn.endpoint.internal.work;

import org.jspecify.annotations.NullMarked;
