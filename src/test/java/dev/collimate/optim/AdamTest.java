package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
    /** Of the first step both means are of the gradient alone: rate * g / (|g| + 1e-8). */
    @Test
    void aGradientOfTheSizeOfEpsilonMovesHalfTheLearningRate() {
        double[] point = {0, 0};
        UpdateRule.Update update = new Adam().resume(new Adam().start(2));
        update.step(point, new double[] {1e-8, -1}, 0.5);
        assertThat(point).containsExactly(new double[] {-0.25, 0.5}, within(1e-8));
    }

    @Test
    void theMemoryOfAnotherRuleIsNamedWithoutItsPackage() {
        assertThatThrownBy(() -> new Adam().resume(new Momentum(0.9, false).start(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the state was left by another solver: its memory is Momentum.Memory, but Adam.Memory is needed;"
                                + " go on with the solver that left it");
    }
}
