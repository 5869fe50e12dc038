/** Talks to the authority through MSAL4J. */
@NullMarked
package io.posthorn.oauth.internal.msal;

import org.jspecify.annotations.NullMarked;
