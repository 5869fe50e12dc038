/** What of a mail becomes which parameter, and what of a result becomes which attachment. */
@NullMarked
package io.posthorn.endpoint.internal.mapping;

import org.jspecify.annotations.NullMarked;
