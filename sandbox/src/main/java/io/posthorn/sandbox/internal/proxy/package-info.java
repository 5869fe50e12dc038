/** The network between clients and the sandbox's servers, when it is bad. */
@NullMarked
package io.posthorn.sandbox.internal.proxy;

import org.jspecify.annotations.NullMarked;
