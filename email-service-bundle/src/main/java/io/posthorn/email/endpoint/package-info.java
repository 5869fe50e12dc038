/** Extension point: what a mail to an email endpoint invokes. */
@Version("1.0.0")
@NullMarked
package io.posthorn.email.endpoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
