/** A stand-in for Microsoft Entra ID and Exchange Online on free loopback ports, for tests and demos. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox;
