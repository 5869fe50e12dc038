/** Inside of the email endpoints. */
@NullMarked
package io.posthorn.endpoint.internal;

import org.jspecify.annotations.NullMarked;
