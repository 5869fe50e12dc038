/** Measures tokens, mail and the outbox, beside other libraries. Figures and the commands that repeat them: docs/benchmarks.md. */
@org.jspecify.annotations.NullMarked
package io.posthorn.benchmarks;
