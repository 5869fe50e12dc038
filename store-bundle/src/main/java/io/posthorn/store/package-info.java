/**
 * The database that keeps what must not be lost.
 *
 * <p>Start at {@link io.posthorn.store.Store}.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
