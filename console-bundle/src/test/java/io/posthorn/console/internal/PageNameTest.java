package io.posthorn.console.internal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageNameTest {

    private static final PageName ENDPOINT = new PageName("io.posthorn.endpoint");

    @Test
    void aPageOfAFactory_isKnownByItsOwnPid_alsoIfTheRequestNamesNoFactory() {
        assertThat(ENDPOINT.isOf("io.posthorn.endpoint", "io.posthorn.endpoint~orders"))
                .isTrue();
        assertThat(ENDPOINT.isOf(null, "io.posthorn.endpoint~orders")).isTrue();
        assertThat(ENDPOINT.isOf("", "io.posthorn.endpoint.0b9a3a05-1c4e-4b6e-9d07-3a1e0b1c2d3e"))
                .isTrue();
        assertThat(ENDPOINT.isOf("something.else", "io.posthorn.endpoint~orders"))
                .isTrue();
    }

    @Test
    void aPageWhosePidOnlyBeginsSo_isAnother() {
        assertThat(ENDPOINT.isOf(null, "io.posthorn.endpoint.defaults")).isFalse();
        assertThat(ENDPOINT.isOf(null, "io.posthorn.endpoints")).isFalse();
        assertThat(new PageName("io.posthorn.oauth").isOf("io.posthorn.oauth.account", "io.posthorn.oauth.account~a"))
                .isFalse();
    }

    @Test
    void aNewPage_isCalledByItsFactory() {
        String temporary = "__Temporary PID replaced by real PID upon save__";
        assertThat(ENDPOINT.isOf("io.posthorn.endpoint", temporary)).isTrue();
        assertThat(ENDPOINT.called(temporary)).isEqualTo("io.posthorn.endpoint");
        assertThat(ENDPOINT.called("io.posthorn.endpoint~orders")).isEqualTo("io.posthorn.endpoint~orders");
    }
}
