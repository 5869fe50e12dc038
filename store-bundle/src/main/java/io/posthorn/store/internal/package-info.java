/** How the store keeps its promises. */
@NullMarked
package io.posthorn.store.internal;

import org.jspecify.annotations.NullMarked;
