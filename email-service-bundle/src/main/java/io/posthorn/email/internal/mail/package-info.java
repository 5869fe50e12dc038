/** Composing, sending and reading by Jakarta Mail. */
@NullMarked
package io.posthorn.email.internal.mail;

import org.jspecify.annotations.NullMarked;
