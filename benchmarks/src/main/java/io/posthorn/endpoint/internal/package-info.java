/** The one thing of the endpoints that is closed to all but their own package. */
@org.jspecify.annotations.NullMarked
package io.posthorn.endpoint.internal;
