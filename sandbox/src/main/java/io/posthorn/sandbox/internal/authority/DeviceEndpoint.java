package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Tenant;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The device code flow: the codes for the device, and the page where a person enters one. */
record DeviceEndpoint(Tenant tenant, ClientCheck clients, ScopeCheck scopes, DeviceCodes codes) {
    /** The fields of the answer to the device. */
    Map<String, Object> codes(Form form, URI page) throws Refusal {
        clients.checkId(form.required("client_id"));
        scopes.checkExist(Scope.permissions(Scope.words(form.required("scope"))));
        DeviceCodes.Pending pending = codes.issue(Scope.words(form.get("scope")));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("user_code", pending.userCode);
        answer.put("device_code", pending.deviceCode);
        answer.put("verification_uri", page.toString());
        answer.put("expires_in", DeviceCodes.LIFE.toSeconds());
        answer.put("interval", DeviceCodes.INTERVAL.toSeconds());
        answer.put(
                "message",
                "To sign in, open the page " + page + " in a web browser and enter the code " + pending.userCode + ".");
        return answer;
    }

    /** The page for people: first the code, then the sign-in. */
    Answer page(Form form) {
        if (!form.has("otc")) {
            return Answer.page(200, DevicePage.code(""));
        }
        return codes.waiting(form.get("otc"))
                .map(pending -> signIn(pending, form))
                .orElseGet(() -> Answer.page(400, DevicePage.code("That code did not work. Check it and try again.")));
    }

    private Answer signIn(DeviceCodes.Pending pending, Form form) {
        if (form.get("consent").equals("decline")) {
            codes.decline(pending);
            return Answer.page(200, DevicePage.done("You declined. The device has been told."));
        }
        if (!form.has("login") && !form.has("passwd")) {
            return Answer.page(200, DevicePage.signIn(pending, ""));
        }
        Optional<User> user =
                tenant.user(form.get("login")).filter(found -> found.password().equals(form.get("passwd")));
        user.ifPresent(found -> codes.accept(pending, found));
        return user.isPresent()
                ? Answer.page(200, DevicePage.done("You are signed in on the device. You can close this page."))
                : Answer.page(403, DevicePage.signIn(pending, LoginPage.WRONG_PASSWORD));
    }
}
