package io.posthorn.benchmarks.peer;

/** A mail to one recipient, of text and at most one attachment; everybody composes it anew each time. */
public final class Mail {

    private final String from;
    private final String to;
    private final String text;
    private final byte[] attachment;

    private Mail(String from, String to, String text, byte[] attachment) {
        this.from = from;
        this.to = to;
        this.text = text;
        this.attachment = attachment;
    }

    /** A mail whose text has so many octets, in lines. */
    public static Mail text(String from, String to, int octets) {
        String line = "The quick brown fox jumps over the lazy dog, as it has done for years.\r\n";
        return new Mail(from, to, line.repeat(octets / line.length() + 1).substring(0, octets), new byte[0]);
    }

    /** A short mail with an attachment of so many octets, which goes out in Base64 and so takes a third more. */
    public static Mail attachment(String from, String to, int octets) {
        byte[] content = new byte[octets];
        for (int i = 0; i < octets; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return new Mail(from, to, "Please find the document attached.\r\n", content);
    }

    /** The sender. */
    public String from() {
        return from;
    }

    /** The recipient. */
    public String to() {
        return to;
    }

    /** The body. */
    public String text() {
        return text;
    }

    /** Whether there is an attachment. */
    public boolean hasAttachment() {
        return attachment.length > 0;
    }

    /** The octets of the attachment. */
    public byte[] attachment() {
        return attachment;
    }

    /** What the attachment is called. */
    public String attachmentName() {
        return "document.bin";
    }

    /** Its media type. */
    public String attachmentType() {
        return "application/octet-stream";
    }

    @Override
    public String toString() {
        return "Mail[" + text.length() + " octets of text, " + attachment.length + " attached]";
    }
}
