/** Inside of the task notifications. */
@NullMarked
package io.posthorn.task.internal;

import org.jspecify.annotations.NullMarked;
