/** What the test driver and the bundles under test both see: the framework exports this package as one of its own. */
@NullMarked
package io.posthorn.it.driver;

import org.jspecify.annotations.NullMarked;
