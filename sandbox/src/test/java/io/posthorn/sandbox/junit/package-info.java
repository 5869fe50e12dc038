@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.junit;
