package io.posthorn.oauth.internal;

/** Takes the pages of named accounts as they come, change and go. */
public interface AccountPages {

    /**
     * A page is there, or has changed.
     *
     * @param pid which page it is
     * @param page what it says
     */
    void put(String pid, AccountPage page);

    /**
     * A page has gone. The account ends; its stored tokens stay.
     *
     * @param pid which page it was
     */
    void remove(String pid);
}
