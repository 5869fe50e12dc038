/** What refusals mean and what to do about them: one table for all errors. */
@NullMarked
package io.posthorn.advice;

import org.jspecify.annotations.NullMarked;
