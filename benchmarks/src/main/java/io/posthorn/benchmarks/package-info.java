/** Measures the token core, beside MSAL4J alone. Figures and the commands that repeat them stand in docs/benchmarks.md. */
@org.jspecify.annotations.NullMarked
package io.posthorn.benchmarks;
