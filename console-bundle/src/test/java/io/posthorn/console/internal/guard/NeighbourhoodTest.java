package io.posthorn.console.internal.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NeighbourhoodTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "[2001:db8:1:2::9], 20010db800010002/64",
        "fe80::1%eth0, fe80000000000000/64",
        "::1, 0000000000000000/64",
        "1:2:3, 1:2:3",
        "no.address:x, no.address:x",
    })
    void addresses_areCountedTogether_whenOnePersonHasThem(String address, String counted) {
        assertThat(Neighbourhood.of(address)).isEqualTo(counted);
    }

    @Test
    void theConsole_isWhereItsPathIs_andNotWhereAPathOnlyBeginsSo() {
        ConsoleRoot root = new ConsoleRoot("/system/console");
        assertThat(root.holds("", "/system/console")).isTrue();
        assertThat(root.holds("", "/system/console/configMgr/x")).isTrue();
        assertThat(root.holds("/system", "/console/configMgr")).isTrue();
        assertThat(root.holds("/system/console", null)).isTrue();
        assertThat(root.holds("", "/system/consoles")).isFalse();
        assertThat(root.holds(null, null)).isFalse();
        assertThat(new ConsoleRoot("/").holds("", "/anything")).isTrue();
    }
}
