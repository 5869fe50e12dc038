package io.posthorn.sandbox.internal.authority;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which page or endpoint a request is for. */
record Routes(
        Supplier<URI> server,
        TenantCheck tenants,
        AuthorizeEndpoint authorize,
        DeviceEndpoint devices,
        TokenRoute token,
        ErrorAnswers errors)
        implements HttpHandler {
    static final String DEVICE_PAGE = "/devicelogin";

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Pattern ENDPOINT = Pattern.compile("/([^/]+)/oauth2/v2\\.0/(authorize|token|devicecode)");

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            WebExchange exchange = new WebExchange(http);
            try {
                answer(exchange);
            } catch (InterruptedException e) {
                // The sandbox is being closed.
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("The sandbox's authority failed", e);
                exchange.send(Answer.page(500, LoginPage.refusal("The sandbox failed: " + e)));
            }
        }
    }

    private void answer(WebExchange exchange) throws IOException, InterruptedException {
        Matcher endpoint = ENDPOINT.matcher(exchange.path());
        if (exchange.path().equals(DEVICE_PAGE)) {
            exchange.send(devicePage(exchange));
        } else if (!endpoint.matches()) {
            exchange.send(Answer.page(404, LoginPage.refusal("There is no such page.")));
        } else if (endpoint.group(2).equals("authorize")) {
            exchange.send(signIn(exchange, endpoint.group(1)));
        } else if (!exchange.isPost()) {
            exchange.send(Answer.page(405, LoginPage.refusal("POST only.")));
        } else if (endpoint.group(2).equals("devicecode")) {
            exchange.send(deviceCodes(exchange, endpoint.group(1)));
        } else {
            token.handle(exchange, endpoint.group(1), server.get());
        }
    }

    private Answer signIn(WebExchange exchange, String segment) throws IOException {
        try {
            tenants.check(segment);
            return authorize.answer(Form.parse(exchange.query()).with(Form.parse(exchange.body())), segment);
        } catch (Refusal refusal) {
            return Answer.page(400, LoginPage.refusal(refusal.description()));
        }
    }

    private Answer devicePage(WebExchange exchange) throws IOException {
        try {
            return devices.page(Form.parse(exchange.body()));
        } catch (Refusal refusal) {
            return Answer.page(400, LoginPage.refusal(refusal.description()));
        }
    }

    private Answer deviceCodes(WebExchange exchange, String segment) throws IOException {
        try {
            tenants.check(segment);
            URI page = server.get().resolve(DEVICE_PAGE);
            return Answer.json(200, Json.text(devices.codes(Form.parse(exchange.body()), page)));
        } catch (Refusal refusal) {
            return errors.answer(refusal, exchange);
        }
    }
}
