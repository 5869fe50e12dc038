package io.posthorn.sandbox.internal.authority;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.posthorn.sandbox.AuthorityFailure.Refused;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The authority's answers as text. */
final class Json {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    static String text(Map<String, ?> fields) {
        return JSONObjectUtils.toJSONString(fields);
    }

    /** The same answer with a field less. */
    static Answer without(String field, Answer answer) {
        try {
            Map<String, Object> fields = new LinkedHashMap<>(JSONObjectUtils.parse(answer.body()));
            fields.remove(field);
            return new Answer(answer.status(), answer.headers(), text(fields));
        } catch (ParseException e) {
            throw new IllegalStateException(e); // it is our own
        }
    }

    /** A refusal with the fields of Entra's error answers. */
    static String error(Refusal refusal, Instant now, String correlationId, String errorUri) {
        Refused refused = refusal.refused();
        String time = TIME.format(now);
        String trace = UUID.randomUUID().toString();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", refused.error());
        fields.put(
                "error_description",
                refusal.description() + " Trace ID: " + trace + " Correlation ID: " + correlationId + " Timestamp: "
                        + time);
        fields.put("error_codes", List.of(refused.aadsts()));
        fields.put("timestamp", time);
        fields.put("trace_id", trace);
        fields.put("correlation_id", correlationId);
        fields.put("error_uri", errorUri + "?code=" + refused.aadsts());
        putUnlessEmpty(fields, "suberror", refused.suberror());
        putUnlessEmpty(fields, "claims", refused.claims());
        return text(fields);
    }

    private static void putUnlessEmpty(Map<String, Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
