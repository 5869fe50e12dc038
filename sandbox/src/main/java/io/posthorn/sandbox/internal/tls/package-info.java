/** The certificate authority that is made at start. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.internal.tls;
