/** The Email service page, its component and its shell commands. */
@NullMarked
package io.posthorn.email.internal;

import org.jspecify.annotations.NullMarked;
