/**
 * Tells people of their tasks by mail, and takes the reply that completes one.
 *
 * <p>Start at {@link io.posthorn.task.TaskNotifier}. {@link io.posthorn.task.RecipientResolver} and
 * {@link io.posthorn.task.TaskCompletion} are for you to register.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.task;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
