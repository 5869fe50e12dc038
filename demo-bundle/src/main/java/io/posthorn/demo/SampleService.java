package io.posthorn.demo;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A service that mails start, as you would write it: gives a text document back in capital letters, and counts its words. */
@Component(property = EndpointService.NAME + "=Sample")
public final class SampleService implements EndpointService {

    private static final int LARGEST = 1_000_000;

    @Override
    public Map<String, List<EndpointParameter>> operations() {
        return Map.of(INVOKE, List.of(EndpointParameter.required("document", Type.DOCUMENT)));
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws IOException {
        Document document = invocation.document("document").orElseThrow();
        byte[] bytes;
        try (InputStream in = document.open()) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            return new InvocationResult.Refused("The document " + document.name() + " has more than 1 MB. Send less.");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String words = document.name() + " has " + text.strip().split("\\s+").length + " words.";
        byte[] result = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return InvocationResult.done(
                Map.of("results", words, "result", Document.of(document.name(), "text/plain; charset=UTF-8", result)));
    }
}
