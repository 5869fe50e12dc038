package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The accounts that have a page of their own, found by their names. A look-up takes no lock. */
final class NamedAccounts implements AccountPages {

    private final BiFunction<OAuthClient, String, SharedAccounts.Handle> open;
    private final Map<String, Entry> pages = new TreeMap<>(); // by PID; guarded by this
    private volatile Map<String, List<Entry>> byName = Map.of();

    /** @param open opens an account and tells it its name */
    NamedAccounts(BiFunction<OAuthClient, String, SharedAccounts.Handle> open) {
        this.open = open;
    }

    /** A page, and the account behind it: open as long as the page is there, empty if the page is wrong. */
    private record Entry(String pid, String name, String user, Optional<SharedAccounts.Handle> handle, String fault) {
        boolean isOf(Account account) {
            return handle.filter(open -> open.sharedAccount() == account).isPresent();
        }
    }

    @Override
    public void put(String pid, AccountPage page) {
        Entry fresh = entry(pid, page);
        synchronized (this) {
            Entry old = pages.put(pid, fresh);
            publish();
            close(old);
        }
    }

    private Entry entry(String pid, AccountPage page) {
        try {
            SharedAccounts.Handle handle = open.apply(page.client(pid), page.name());
            return new Entry(pid, page.name(), page.user(), Optional.of(handle), "");
        } catch (WrongPageException e) {
            return new Entry(pid, page.name(), page.user(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void remove(String pid) {
        synchronized (this) {
            Entry old = pages.remove(pid);
            publish();
            close(old);
        }
    }

    /** Guarded by this. */
    private void close(@Nullable Entry old) {
        if (old == null || old.handle().isEmpty()) {
            return;
        }
        SharedAccounts.Handle handle = old.handle().get();
        handle.close();
        Account account = handle.sharedAccount();
        if (pages.values().stream().noneMatch(entry -> entry.isOf(account))) {
            account.name(null); // other pages may still use it, by its fields
        }
    }

    private void publish() {
        byName = pages.values().stream()
                .collect(Collectors.collectingAndThen(Collectors.groupingBy(Entry::name), Map::copyOf));
    }

    /** @throws TokenException if there is none, or more than one, or its page is wrong */
    Account account(String name) {
        // Also while the page is changing: it works to its end.
        return entry(name).handle().orElseThrow().sharedAccount();
    }

    /**
     * Who is to sign in for it; empty if the page does not say.
     *
     * @throws TokenException as above
     */
    String user(String name) {
        return entry(name).user();
    }

    private Entry entry(String name) {
        List<Entry> entries = byName.get(name);
        if (entries == null) {
            throw wrong("There is no OAuth 2.0 account '" + name + "'. " + thereAre()
                    + " Correct the name, or add a page OAuth 2.0 account (" + AccountPage.PID + ") with it.");
        }
        if (entries.size() > 1) {
            throw wrong("Several pages have the Name '" + name + "': "
                    + entries.stream().map(Entry::pid).collect(Collectors.joining(", "))
                    + ". Give each OAuth 2.0 account a name of its own.");
        }
        Entry entry = entries.get(0);
        if (entry.handle().isEmpty()) {
            throw wrong(entry.fault());
        }
        return entry;
    }

    private String thereAre() {
        List<String> names = new ArrayList<>(new TreeMap<>(byName).keySet());
        names.remove("");
        return names.isEmpty() ? "There are none." : "There are: " + String.join(", ", names) + ".";
    }

    /** Pages that cannot be used, as sentences by name. */
    Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        byName.forEach((name, entries) -> {
            try {
                account(name);
            } catch (TokenException e) {
                faults.put(name, String.valueOf(e.getMessage()));
            }
        });
        return faults;
    }

    private static TokenException wrong(String sentence) {
        return new TokenException(Kind.APP_CONFIGURATION, "", sentence, null);
    }
}
