/** The stand-in for Entra: sign-in page, token endpoint, signed tokens. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.internal.authority;
