/** What the notifications say: the pages of their types, the templates, and how these become a mail's words. */
@NullMarked
package io.posthorn.task.internal.template;

import org.jspecify.annotations.NullMarked;
