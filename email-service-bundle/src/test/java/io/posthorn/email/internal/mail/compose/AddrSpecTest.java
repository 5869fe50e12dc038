package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.EmailException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddrSpecTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"anna@contoso.com", "a@b", "o'neill+list=a_b#1@sub.Example.COM", "a.b.c@1.2-3.4", "-a@b--c.test"
            })
    void plainAddress_goesOutAsItIs(String address) {
        AddrSpec spec = AddrSpec.of(Address.of(address));
        assertThat(spec.text()).isEqualTo(address);
        assertThat(spec.isAscii()).isTrue();
    }

    static Stream<String> noAddresses() {
        return Stream.of(
                "a..b@contoso.com",
                ".a@contoso.com",
                "a.@contoso.com",
                "a(b)@contoso.com",
                "a@-b.test",
                "a@b-.test",
                "a@b..test",
                "a@b_c.test",
                "a@" + "b".repeat(64) + ".test",
                "a@" + "b.".repeat(160) + "test");
    }

    @ParameterizedTest
    @MethodSource("noAddresses")
    void whatLooksLikeAnAddress_isRefused(String address) {
        assertThatThrownBy(() -> AddrSpec.of(Address.of(address)))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("is not a mail address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\u00fccher.test", "a@xn--bcher-kva.test"})
    void domainOfOtherScripts_isInAscii(String address) {
        assertThat(AddrSpec.of(Address.of(address)).text()).isEqualTo("a@xn--bcher-kva.test");
    }
}
