/** How the store does it. */
@NullMarked
package io.posthorn.store.internal;

import org.jspecify.annotations.NullMarked;
