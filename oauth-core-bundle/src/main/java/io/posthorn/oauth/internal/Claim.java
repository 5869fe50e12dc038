package io.posthorn.oauth.internal;

/** What came of the wish to refresh an account that other servers may use too. */
sealed interface Claim {

    /** Nothing is left to do: another server has refreshed it. */
    record Settled(StoredAccount account) implements Claim {}

    /** The lease is ours: nobody else asks the authority until it ends. */
    record Granted(StoredAccount account) implements Claim {}

    /** Another server is asking the authority at this moment. */
    record Taken(StoredAccount account) implements Claim {}

    /** It was forgotten while it was claimed. */
    record Gone() implements Claim {}
}
