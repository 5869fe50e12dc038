/** Which mails have been claimed, committed and put away, in the store. */
@NullMarked
package io.posthorn.endpoint.internal.ledger;

import org.jspecify.annotations.NullMarked;
