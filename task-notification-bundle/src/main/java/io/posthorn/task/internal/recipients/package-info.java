/** Who is behind the ids of users and groups. */
@NullMarked
package io.posthorn.task.internal.recipients;

import org.jspecify.annotations.NullMarked;
