package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
    private static final int MOST = Integer.MAX_VALUE - 8;

    @Test
    void thereMayBeAsManyParametersAsAnArrayHolds() {
        assertThat(new LinearMap(MOST, 1, false).layout().size()).isEqualTo(MOST);
        assertThatThrownBy(() -> new LinearMap(MOST, 1, true).layout())
                .hasMessage("a map may have at most 2147483639 parameters, but this one has 2147483640");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        ParameterLayout layout = new LinearMap(2, 1, true).layout();
        assertThatThrownBy(() -> layout.entry("bias"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no parameter bias among", "weights", "intercept");
    }
}
