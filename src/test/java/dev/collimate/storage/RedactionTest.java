package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource({
        "dir?sig=s3cret%2Fx&se=1",
        "cannot read abfss://c@h/dir?sig=s3cret as parquet",
        "{\"model\":\"dir?sig=s3cret\"}",
        "jdbc:postgresql://h/db?user=me&password=s3cret",
        "s3a://key:s3cret@bucket/dir",
        "s3a://key:s3/cret+s3cret@bucket/dir",
        "'wasbs://c@h/d?sv=1&st=2024-01-01T00:00:00Z&sig=s3cret: permission denied'"
    })
    void secretsAreHidden(String text) {
        assertThat(Redaction.of(text)).doesNotContain("s3cret").contains("redacted");
    }

    @Test
    void theSentenceAroundASecretStays() {
        assertThat(Redaction.of("cannot write abfs://c@h/d?st=1:2&sig=s3cret: no space; (see a?k=v), retry"))
                .isEqualTo("cannot write abfs://c@h/d?" + Redaction.HIDDEN + ": no space; (see a?" + Redaction.HIDDEN
                        + "), retry");
    }

    @ParameterizedTest
    @CsvSource({"part-?.parquet", "/data/year=202?/month=1", "abfss://container@host/dir", "what? nothing = lost"})
    void patternsAndPlainAddressesStay(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void aMissingConnectorIsNamedWithHadoopsVersion() {
        Throwable s3 = new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found");
        assertThat(Connectors.missing(s3)).hasValueSatisfying(line -> assertThat(line)
                .contains(
                        "--packages org.apache.hadoop:hadoop-aws:" + org.apache.hadoop.util.VersionInfo.getVersion()));
        assertThat(Connectors.missing(new IOException("No FileSystem for scheme \"gs\"")))
                .hasValueSatisfying(line -> assertThat(line).contains("gcs-connector"));
        Throwable gs = new ClassNotFoundException("Class org.apache.hadoop.fs.gs.GoogleHadoopFileSystem not found");
        assertThat(Connectors.missing(gs))
                .hasValueSatisfying(line -> assertThat(line).contains("gs:// needs", "org.apache.hadoop:hadoop-gcp:"));
        assertThat(Connectors.missing(new IOException("lost"))).isEmpty();
    }
}
