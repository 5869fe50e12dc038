/** The sandbox in tests by JUnit 5, whose API whoever uses this package must bring along. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.junit;
