package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.gradcheck.GradientCheck.Outcome;
import dev.collimate.gradcheck.GradientCheckRows;
import dev.collimate.map.MapDescription;
import dev.collimate.report.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCheckCommandTest {
    @Test
    void everyCheckIsInTheTableAndTheWorstInTheResult() {
        CommandRun run = CommandRun.withoutSpark(null, "gradcheck", "--seed", "3");
        JsonNode result = run.result();
        assertThat(result.get("command").textValue()).isEqualTo("gradcheck");
        assertThat(result.get("checks").intValue()).isEqualTo(504);
        assertThat(result.get("maxRelativeError").doubleValue()).isBetween(1e-12, 1e-6);
        assertThat(result.get("seed").intValue()).isEqualTo(3);
        assertThat(run.out())
                .contains("linear", "orthogonal", "low-rank", "mlp relu", "mlp tanh", "mlp gelu")
                .contains("\n  cosine-embedding ", "\n  nearly opposite ");
    }

    @Test
    void anErrorAboveTheToleranceIsAFailure() {
        assertThat(judged(1e-6).isFailure()).isFalse();
        assertThat(judged(1.1e-6).isFailure()).isTrue();
        assertThat(judged(Double.NaN).isFailure()).isTrue();
        assertThat(judged(Double.POSITIVE_INFINITY).isFailure()).isTrue();
    }

    private static Result judged(double error) {
        MapDescription map = MapDescription.of("linear", 4, 3, true);
        return GradientCheckCommand.judged(
                List.of(
                        new Outcome(map, "cosine", GradientCheckRows.RANDOM, 1e-9),
                        new Outcome(map, "cosine", GradientCheckRows.TINY, error)),
                0);
    }
}
