package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.User;

import java.util.List;

/**
 * What a user has consented to.
 *
 * @param scopes the words of the consent, permissions in full form
 */
record Grant(User user, List<String> scopes) {
    /** A consent to these words; {@code .default} of a mail resource is all that the mail protocols need. */
    static Grant of(User user, List<String> words, List<String> mailResources) {
        List<String> scopes = words.stream()
                .flatMap(word -> expand(word, mailResources))
                .distinct()
                .toList();
        return new Grant(user, scopes);
    }

    private static java.util.stream.Stream<String> expand(String word, List<String> mailResources) {
        List<Scope> permissions = Scope.permissions(List.of(word));
        if (permissions.isEmpty()) {
            return java.util.stream.Stream.of(word);
        }
        Scope permission = permissions.get(0);
        if (permission.name().equals(Scope.DEFAULT) && mailResources.contains(permission.resource())) {
            return Scope.mail(permission.resource()).stream().filter(scope -> scope.startsWith(permission.resource()));
        }
        return java.util.stream.Stream.of(permission.uri());
    }

    boolean has(String word) {
        return scopes.contains(word);
    }

    /** All that is consented of one resource. */
    List<Scope> of(String resource) {
        return Scope.permissions(scopes).stream()
                .filter(scope -> scope.resource().equals(resource))
                .toList();
    }
}
