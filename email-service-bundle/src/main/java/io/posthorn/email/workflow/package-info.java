/**
 * The operations of Email 1.0 as steps of a workflow: map in, map out.
 *
 * <p>Start at {@link io.posthorn.email.workflow.WorkflowStep}.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.email.workflow;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
