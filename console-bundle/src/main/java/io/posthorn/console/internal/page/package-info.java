/**
 * The page <i>Posthorn</i> of the web console: accounts, outbox, endpoints, a test mail and the doctor. Made on the server, without
 * any script; what it shows comes from the exported services.
 */
@NullMarked
package io.posthorn.console.internal.page;

import org.jspecify.annotations.NullMarked;
