/** What all connections have: sessions, TLS, logins, and what a failure means. */
@NullMarked
package io.posthorn.email.internal.mail.wire;

import org.jspecify.annotations.NullMarked;
