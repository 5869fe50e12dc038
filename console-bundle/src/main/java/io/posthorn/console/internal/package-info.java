/** What Posthorn adds to the Felix web console. */
@NullMarked
package io.posthorn.console.internal;

import org.jspecify.annotations.NullMarked;
