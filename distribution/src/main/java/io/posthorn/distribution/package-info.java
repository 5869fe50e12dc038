/** The program that starts Posthorn: a Felix with its bundles, one command in it, or the demo. */
@NullMarked
package io.posthorn.distribution;

import org.jspecify.annotations.NullMarked;
