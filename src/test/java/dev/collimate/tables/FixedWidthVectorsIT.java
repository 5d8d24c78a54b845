package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedWidthVectorsIT {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsCutShortWhileItIsReadIsNamed() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).putFloat(1).putFloat(2).putInt(2).putFloat(3).putFloat(4);
        Path file = Files.write(folder.resolve("x.fvecs"), bytes.array());
        Dataset<Row> rows = new InputReader(SparkTests.session(), new ReadSettings("fvecs", Map.of(), false))
                .read(TableSource.ofPath(file.toString()));
        assertThat(rows.count()).isEqualTo(2);
        Files.write(file, Arrays.copyOf(bytes.array(), 20));
        Throwable failure = catchThrowable(rows::collectAsList);
        assertThat(SparkErrors.known(failure)).hasValueSatisfying(line -> assertThat(line)
                .contains("x.fvecs was cut short while it was read")
                .doesNotContain("\n"));
    }
}
