package io.posthorn.sandbox;

/**
 * The limits of a mailbox that submits by SMTP. Each starts at Exchange Online's figure and may change at any time.
 * Microsoft: <a href="https://learn.microsoft.com/exchange/troubleshoot/send-emails/smtp-submission-improvements">message
 * storage and concurrent connection throttling</a>.
 */
public final class MailLimits {
    private volatile int connections = 3;
    private volatile int messagesPerMinute = 30;
    private volatile boolean refusesExcess;
    private volatile int recipientsPerDay = 10_000;
    private volatile int recipientsPerMessage = 500;
    private volatile long messageSize = 157_286_400;

    /** Exchange Online's. */
    public MailLimits() {}

    /** Connections that are logged in at once; a message on a further one is refused with 432. */
    public MailLimits connections(int most) {
        connections = most;
        return this;
    }

    /** The limit on connections; 3. */
    public int connections() {
        return connections;
    }

    /** Messages in any 60 seconds; further ones are accepted and delivered later. */
    public MailLimits messagesPerMinute(int most) {
        messagesPerMinute = most;
        return this;
    }

    /** The limit on messages in 60 seconds; 30. */
    public int messagesPerMinute() {
        return messagesPerMinute;
    }

    /** On: messages beyond the limit of a minute are refused with 432, as older texts have it, and not delayed. */
    public MailLimits refuseExcess(boolean on) {
        refusesExcess = on;
        return this;
    }

    /** Whether messages beyond the limit of a minute are refused. */
    public boolean refusesExcess() {
        return refusesExcess;
    }

    /** Recipients in any 24 hours; a message that would pass it is refused with 554 5.2.0. */
    public MailLimits recipientsPerDay(int most) {
        recipientsPerDay = most;
        return this;
    }

    /** The limit on recipients in 24 hours; 10,000. */
    public int recipientsPerDay() {
        return recipientsPerDay;
    }

    /** Recipients of one message; further ones are refused with 452 4.5.3. */
    public MailLimits recipientsPerMessage(int most) {
        recipientsPerMessage = most;
        return this;
    }

    /** The limit on recipients of a message; 500. */
    public int recipientsPerMessage() {
        return recipientsPerMessage;
    }

    /** Octets of one message; a larger one is refused with 552. EHLO announces it as SIZE. */
    public MailLimits messageSize(long octets) {
        messageSize = octets;
        return this;
    }

    /** The limit on octets; 157,286,400, which is 150 MB. */
    public long messageSize() {
        return messageSize;
    }
}
