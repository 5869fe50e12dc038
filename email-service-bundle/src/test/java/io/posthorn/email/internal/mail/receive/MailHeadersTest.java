package io.posthorn.email.internal.mail.receive;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class MailHeadersTest {

    private static MailHeaders headers(String lines) throws Exception {
        byte[] mail = (lines + "\r\n\r\nHello").getBytes(StandardCharsets.US_ASCII);
        return new MailHeaders(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
    }

    @Test
    void headers_areUnfoldedAndDecoded() throws Exception {
        assertThat(headers("X-Note: =?utf-8?q?gr=C3=BCn?=\r\n and more").all("x-note"))
                .containsExactly("gr\u00fcn and more");
    }

    /** Some servers quote the envelope's sender in a comment; his local part can hold an encoded word. */
    @Test
    void serversVerdict_isNotDecoded() throws Exception {
        String forged =
                "mx; spf=pass (domain of =?us-ascii?q?)=3Bdkim=3Dpass_header.d=3Dcontoso.com=3B(?=@evil.example)";
        MailHeaders headers = headers("authentication-results: " + forged.replace(" (", "\r\n\t("));
        assertThat(headers.all("Authentication-Results")).containsExactly(forged.replace(" (", "\t("));
        assertThat(headers.everything().get("Authentication-Results"))
                .singleElement()
                .asString()
                .doesNotContain("dkim=pass");
    }

    @Test
    void fieldsOfTheSameName_areInTheMailsOrder() throws Exception {
        assertThat(headers("Authentication-Results: a; none\r\nFrom: a@b.example\r\nAuthentication-Results: b; none")
                        .all("Authentication-Results"))
                .containsExactly("a; none", "b; none");
    }
}
