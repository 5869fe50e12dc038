package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Permission;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of permissions as bits, so that a cached token is found without an allocation. */
final class Permissions {

    static final int ALL = (1 << Permission.values().length) - 1;

    private Permissions() {}

    static int bits(Permission permission) {
        return 1 << permission.ordinal();
    }

    static int bits(Permission first, Permission... more) {
        int bits = bits(first);
        for (Permission permission : more) {
            bits |= bits(permission);
        }
        return bits;
    }

    /** Those that the scopes stand for in a cloud. */
    static int bits(Cloud cloud, Set<String> scopes) {
        int bits = 0;
        for (Permission permission : Permission.values()) {
            bits |= scopes.contains(cloud.scope(permission)) ? bits(permission) : 0;
        }
        return bits;
    }

    static boolean covers(int granted, int wanted) {
        return (granted & wanted) == wanted;
    }

    static Set<Permission> of(int bits) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (covers(bits, bits(permission))) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    static Set<String> scopes(Cloud cloud, int bits) {
        return of(bits).stream().map(cloud::scope).collect(Collectors.toUnmodifiableSet());
    }
}
