/** An HTTP proxy that opens tunnels to this machine. */
@NullMarked
package io.posthorn.sandbox.internal.tunnel;

import org.jspecify.annotations.NullMarked;
