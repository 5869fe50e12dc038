/** The mails that answer. */
@NullMarked
package io.posthorn.endpoint.internal.result;

import org.jspecify.annotations.NullMarked;
