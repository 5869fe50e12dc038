package io.posthorn.sandbox.junit;

import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SandboxExtension.class)
class AnnotatedClassTest {
    @Test
    void sandbox_comesByAnnotationToo(Sandbox sandbox) {
        assertThat(sandbox.users()).hasSize(2);
    }
}
