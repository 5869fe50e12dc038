/** The sandbox seen from outside, over the wire. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox;
