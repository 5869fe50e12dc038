/** The shell command {@code mail:doctor}: where the way of a mail is blocked, and what to do about it. */
@NullMarked
package io.posthorn.email.internal.doctor;

import org.jspecify.annotations.NullMarked;
