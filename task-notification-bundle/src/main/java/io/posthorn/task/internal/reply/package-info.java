/** The tracking tags of notifications, and the replies that bear them. */
@NullMarked
package io.posthorn.task.internal.reply;

import org.jspecify.annotations.NullMarked;
