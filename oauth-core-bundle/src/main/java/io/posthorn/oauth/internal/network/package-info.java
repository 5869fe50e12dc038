/** The page Network: a company's proxy and its certificates, for all connections. */
@NullMarked
package io.posthorn.oauth.internal.network;

import org.jspecify.annotations.NullMarked;
