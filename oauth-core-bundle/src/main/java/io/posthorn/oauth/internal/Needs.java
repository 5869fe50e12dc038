package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the pages that use an account want tokens for, as long as they use it. */
final class Needs {

    private final Map<Object, Need> open = new ConcurrentHashMap<>();

    private record Need(String account, int permissions) {}

    /**
     * Notes a need.
     *
     * @param account name of an account, or the id of its key
     * @return gives the need up
     */
    Runnable add(String account, Permission... permissions) {
        if (permissions.length == 0) {
            return () -> {};
        }
        Object handle = new Object();
        open.put(handle, new Need(account, Permissions.bits(permissions[0], permissions)));
        return () -> open.remove(handle);
    }

    /** Everything that is needed of an account, by its name or by its key. */
    int of(String name, AccountKey key) {
        int bits = 0;
        for (Need need : open.values()) {
            bits |= need.account().equals(name) || need.account().equals(key.id()) ? need.permissions() : 0;
        }
        return bits;
    }
}
