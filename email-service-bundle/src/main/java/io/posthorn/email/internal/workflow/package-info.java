/** The steps of workflows: they turn maps into calls of the Email service, and what it gives into maps. */
@NullMarked
package io.posthorn.email.internal.workflow;

import org.jspecify.annotations.NullMarked;
