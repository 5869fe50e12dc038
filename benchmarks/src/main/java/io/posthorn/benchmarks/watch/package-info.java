/** Those who watch mailboxes for mails that start a service, each as its documentation has it. */
@org.jspecify.annotations.NullMarked
package io.posthorn.benchmarks.watch;
