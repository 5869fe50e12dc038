/** Other ways to send a mail, each used as its documentation has it. */
@org.jspecify.annotations.NullMarked
package io.posthorn.benchmarks.peer;
