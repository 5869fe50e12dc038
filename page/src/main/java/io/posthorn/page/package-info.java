/** How the fields of a configuration page are read, and refused with a sentence that names page and field. */
@NullMarked
package io.posthorn.page;

import org.jspecify.annotations.NullMarked;
