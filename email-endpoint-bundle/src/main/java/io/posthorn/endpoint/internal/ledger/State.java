package io.posthorn.endpoint.internal.ledger;

/** Of a mail in the ledger. */
public enum State {
    /** Somebody works on it, or has died over it. */
    CLAIMED(false),
    /** It is to be tried again. */
    WAITING(false),
    /** It is done and answered, and is still to be moved, marked or deleted. */
    COMMITTED(true),
    /** It is done, and nothing is left to do. */
    DONE(true),
    /** It has failed, and is still to be put aside. */
    FAILED(true),
    /** It has failed, and was put aside. */
    QUARANTINED(true),
    /** It may start nothing, and is still to be put aside. */
    IGNORED(true),
    /** It may start nothing, and was put aside. */
    ASIDE(true);

    private final boolean ended;

    State(boolean ended) {
        this.ended = ended;
    }

    /** Whether its service is not invoked any more. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether nothing is left to do in the folder. */
    public boolean isTidy() {
        return this == DONE || this == QUARANTINED || this == ASIDE;
    }

    /** What it becomes once nothing is left to do in the folder. */
    State tidied() {
        return switch (this) {
            case COMMITTED -> DONE;
            case FAILED -> QUARANTINED;
            case IGNORED -> ASIDE;
            default -> this;
        };
    }
}
