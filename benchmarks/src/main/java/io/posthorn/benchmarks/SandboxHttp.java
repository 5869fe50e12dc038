package io.posthorn.benchmarks;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * What MSAL4J's own HTTP client does, by the same class of the JDK, to the sandbox's port: a silent call that must refresh
 * drops the port of the authority, and would ask port 443.
 */
record SandboxHttp(int port, SSLSocketFactory tls) implements IHttpClient {

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException {
        URL url = new URL("https", request.url().getHost(), port, request.url().getFile());
        HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
        connection.setSSLSocketFactory(tls);
        connection.setRequestMethod(request.httpMethod().name());
        request.headers().forEach(connection::addRequestProperty);
        connection.setDoOutput(true);
        connection.getOutputStream().write(request.body().getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status, connection.getHeaderFields(), text);
        }
    }

    private record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {}
}
