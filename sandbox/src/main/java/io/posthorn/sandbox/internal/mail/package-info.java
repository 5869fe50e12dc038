/** The stand-in for Exchange Online: SMTP, IMAP and POP3, which check the token. */
@org.jspecify.annotations.NullMarked
package io.posthorn.sandbox.internal.mail;
