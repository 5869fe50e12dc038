/**
 * Mailboxes whose mails start services.
 *
 * <p>Start at {@link io.posthorn.endpoint.Endpoints}. The services are {@link io.posthorn.email.endpoint.EndpointService}s.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.endpoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
