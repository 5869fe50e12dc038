/** Turns configuration into accounts and keeps their tokens. */
@NullMarked
package io.posthorn.oauth.internal;

import org.jspecify.annotations.NullMarked;
