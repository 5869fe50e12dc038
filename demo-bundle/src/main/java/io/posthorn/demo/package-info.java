/** A workflow step as a user would write it, and the demo that runs it. */
@NullMarked
package io.posthorn.demo;

import org.jspecify.annotations.NullMarked;
