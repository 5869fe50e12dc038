/** What an administrator, or somebody who gives support, wants to know of a running Posthorn; as text and as JSON. */
@NullMarked
package io.posthorn.inventory.internal;

import org.jspecify.annotations.NullMarked;
