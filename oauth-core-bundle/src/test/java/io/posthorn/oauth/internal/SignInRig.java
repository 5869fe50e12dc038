package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenException;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.osgi.util.converter.Converters;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A token core, an account "work" that nobody has signed in for, and somebody with a browser. */
final class SignInRig implements AutoCloseable {

    static final Optional<URI> NATIVE_CLIENT = Optional.empty();

    final Rig rig;
    final Sandbox sandbox;
    final User alice;
    final Visitor visitor;
    final AccountSignIn signIn;

    SignInRig(Path folder) {
        this(folder, builder -> builder);
    }

    SignInRig(Path folder, UnaryOperator<Sandbox.Builder> switches) {
        rig = new Rig(folder, io.posthorn.store.internal.Stores.embedded(folder.resolve("store")), switches);
        sandbox = rig.sandbox;
        alice = sandbox.user("alice");
        visitor = new Visitor(sandbox);
        signIn = on(rig.accounts);
        fill();
    }

    /** The sign-in of another server on the same store. */
    AccountSignIn on(Accounts accounts) {
        return new AccountSignIn(accounts, rig.endpoint, new JdbcSignIns(rig.store), () -> rig.now, rig.threads);
    }

    /** Fills in the page of the account "work": name, value, name, value, ... */
    void fill(String... changes) {
        fill(rig.accounts, changes);
    }

    void fill(Accounts accounts, String... changes) {
        Map<String, String> page = new HashMap<>();
        page.put("name", "work");
        page.put("client.id", sandbox.clientId());
        page.put(".client.secret", sandbox.clientSecret());
        page.put("authority", sandbox.authority().toString());
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        accounts.put(AccountPage.PID + "~work", new AccountPage(config));
    }

    /** Begins a sign-in by pasting, and has alice sign in. Returns the browser's last address. */
    String pasted() {
        return visitor.signIn(signIn.begin("work", NATIVE_CLIENT).url(), alice);
    }

    AccessToken token(Permission permission) {
        try (OAuthAccount account = rig.accounts.account("work")) {
            return account.token(permission);
        }
    }

    SignIn.Result finish(String pasted) {
        return signIn.finish("work", pasted);
    }

    /** The refusal's sentence, which never shows a secret. */
    String refusal(ThrowingCallable call) {
        TokenException refused = catchThrowableOfType(TokenException.class, call);
        assertThat(refused).isNotNull();
        String sentence = String.valueOf(refused.getMessage());
        assertThat(sandbox.issuedSecrets().stream().noneMatch(sentence::contains))
                .as("no secret is in the sentence")
                .isTrue();
        return sentence;
    }

    @Override
    public void close() {
        rig.close();
    }
}
