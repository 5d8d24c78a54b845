package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ml.Warnings;
import dev.collimate.report.Result;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReportOptionTest {
    private static ReportOption option(String... arguments) {
        ReportOption option = new ReportOption();
        CommandLine.populateCommand(option, arguments);
        return option;
    }

    /** As Scala throws it, whatever a signature says. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> String sneaky() throws E {
        throw (E) new SparkException("a file is gone");
    }

    @Test
    void aPageThatCannotBeDrawnLosesNoResultWhateverIsThrown() {
        for (ReportOption.Page page : new ReportOption.Page[] {
            ReportOptionTest::<RuntimeException>sneaky,
            () -> {
                throw new IllegalArgumentException("a file is gone");
            }
        }) {
            Result result = Result.of("train").put("model", "here");
            try (Warnings warnings = Warnings.of(ReportOption.class)) {
                option("--report", "page.html").write(null, page, result);
                assertThat(warnings.messages())
                        .singleElement()
                        .asString()
                        .contains("the report page.html could not be written; all else is whole");
            }
            assertThat(result.toJson()).isEqualTo("{\"command\":\"train\",\"model\":\"here\",\"report\":null}");
        }
    }

    @Test
    void noPageIsMadeWhereNoneIsAskedFor() {
        AtomicBoolean made = new AtomicBoolean();
        Result result = Result.of("train");
        option().write(null, () -> Boolean.toString(made.getAndSet(true)), result);
        assertThat(made).isFalse();
        assertThat(result.toJson()).isEqualTo("{\"command\":\"train\"}");
    }
}
