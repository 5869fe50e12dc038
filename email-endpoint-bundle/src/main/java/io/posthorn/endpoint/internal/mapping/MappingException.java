package io.posthorn.endpoint.internal.mapping;

/** A mail that does not hold what the endpoint maps. The message is a sentence for its sender. */
public final class MappingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing, or cannot be read.
     *
     * @param sentence for the sender
     */
    public MappingException(String sentence) {
        super(sentence);
    }
}
