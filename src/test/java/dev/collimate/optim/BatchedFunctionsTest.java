package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchedFunctionsTest {
    @Test
    void aFunctionWithoutBatchesIsOneWhole() {
        Problem problem = Problem.quadratic();
        BatchedFunction whole = BatchedFunctions.of(problem.function());
        assertThat(whole.batches()).isEqualTo(1);
        assertThat(whole.evaluate(problem.start(), 7).value())
                .isEqualTo(problem.function().evaluate(problem.start()).value());
        assertThat(BatchedFunctions.of(whole)).isSameAs(whole);
    }
}
