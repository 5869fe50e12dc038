/** What keeps strangers away from the Felix web console, and what writes down who did what there. */
@NullMarked
package io.posthorn.console.internal.guard;

import org.jspecify.annotations.NullMarked;
