/**
 * Sends and receives mail: the operations of Email 1.0.
 *
 * <p>Start at {@link io.posthorn.email.EmailService}.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.email;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
