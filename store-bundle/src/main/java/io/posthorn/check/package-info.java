/** Checks of configuration pages before they are saved, for consoles. */
@NullMarked
@Version("1.0.0")
package io.posthorn.check;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
