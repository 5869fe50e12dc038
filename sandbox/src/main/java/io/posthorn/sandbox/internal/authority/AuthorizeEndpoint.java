package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Tenant;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a person in, takes the consent and hands out a code (Microsoft: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">authorization code flow</a>).
 */
final class AuthorizeEndpoint {
    private static final String NATIVE_CLIENT = "https://login.microsoftonline.com/common/oauth2/nativeclient";

    private final Tenant tenant;
    private final ClientCheck clients;
    private final ScopeCheck scopes;
    private final AuthorizationCodes codes;

    AuthorizeEndpoint(Tenant tenant, ClientCheck clients, ScopeCheck scopes, AuthorizationCodes codes) {
        this.tenant = tenant;
        this.clients = clients;
        this.scopes = scopes;
        this.codes = codes;
    }

    /** The page, or the way back to the app. A refusal that is thrown is for the person: the app is not told. */
    Answer answer(Form request, String segment) throws Refusal {
        clients.checkId(request.required("client_id"));
        checkRedirect(request.required("redirect_uri"));
        try {
            checkRequest(request);
            if (request.get("consent").equals("decline")) {
                throw Refusal.of(65004);
            }
        } catch (Refusal refusal) {
            return back(request, Map.of("error", refusal.error(), "error_description", refusal.description()));
        }
        if (!request.has("login") && !request.has("passwd")) {
            return Answer.page(200, LoginPage.text(request, ""));
        }
        if (!TenantCheck.hasUsers(segment)) {
            return Answer.page(
                    403, LoginPage.text(request, Refusal.of(50034, tenant).description()));
        }
        Optional<User> user = tenant.user(request.get("login"))
                .filter(found -> found.password().equals(request.get("passwd")));
        return user.map(found -> signedIn(found, request))
                .orElseGet(() -> Answer.page(403, LoginPage.text(request, LoginPage.WRONG_PASSWORD)));
    }

    private Answer signedIn(User user, Form request) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "code",
                codes.issue(
                        Grant.of(
                                user,
                                Scope.words(request.get("scope")),
                                scopes.settings().mailResources()),
                        request));
        if (request.has("state")) {
            fields.put("state", request.get("state"));
        }
        fields.put("session_state", RandomText.base64Url(24));
        return Answer.redirect(request.get("redirect_uri") + separator(request) + Form.encode(fields));
    }

    private static Answer back(Form request, Map<String, String> error) {
        Map<String, String> fields = new LinkedHashMap<>(error);
        if (request.has("state")) {
            fields.put("state", request.get("state"));
        }
        return Answer.redirect(request.get("redirect_uri") + separator(request) + Form.encode(fields));
    }

    private static String separator(Form request) {
        return request.get("redirect_uri").contains("?") ? "&" : "?";
    }

    private void checkRequest(Form request) throws Refusal {
        if (!request.required("response_type").equals("code")) {
            throw new Refusal(
                    400,
                    "unsupported_response_type",
                    70005,
                    "The app requested an unsupported response type '" + request.get("response_type") + "'.");
        }
        scopes.checkExist(Scope.permissions(Scope.words(request.required("scope"))));
    }

    private void checkRedirect(String redirectUri) throws Refusal {
        if (!redirectUri.equals(NATIVE_CLIENT) && !isOwnNativeClient(redirectUri) && !isLocal(redirectUri)) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    50011,
                    "The redirect URI '" + redirectUri + "' specified in the request does not match the redirect URIs"
                            + " configured for the application '" + tenant.clientId() + "'.");
        }
    }

    /** Each cloud's authority has that page; this one's is on loopback. */
    private static boolean isOwnNativeClient(String redirectUri) {
        return redirectUri.matches("https://localhost(:\\d+)?/common/oauth2/nativeclient");
    }

    private static boolean isLocal(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            return "http".equals(uri.getScheme()) && "localhost".equals(uri.getHost()) && uri.getUserInfo() == null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
