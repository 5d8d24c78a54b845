package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dir?sig=s3cret%2Fx&se=1",
                "cannot read abfss://c@h/dir?sig=s3cret as parquet",
                "{\"model\":\"dir?sig=s3cret\"}",
                "jdbc:postgresql://h/db?user=me&password=s3cret",
                "s3a://key:s3cret@bucket/dir",
                "s3a://key:s3/cret+s3cret@bucket/dir",
                "s3a:/key:s3cret@bucket/dir",
                "s3a://key:s3c@s3cret@bucket/dir",
                "file:/data/dir%3Fsig=s3cret: gone",
                "jdbc:oracle:thin:scott/s3cret@//host:1521/db",
                "jdbc:sqlserver://host;user=me;password=s3cret;encrypt=true",
                "jdbc:sqlserver://host;password={s3cret; s3cret};encrypt=true",
                "jdbc:mysql://(host=h,user=me,password=s3cret)/db",
                "OPTIONS (url 'x', password 's3cret s3cret')",
                "OPTIONS ('sfToken' 's3cret')",
                "--option fs.s3a.secret.key=s3cret",
                "fs.azure.account.key.store.dfs.core.windows.net=s3cret==",
                "sv=1&sig=s3cret",
                "header.Authorization=Bearer s3cret",
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
    @ValueSource(
            strings = {
                "part-?.parquet",
                "/data/year=202?/month=1",
                "abfss://container@host/dir",
                "what? nothing = lost",
                "the columns 'token' and 'x'",
                "hdfs://host:8020/a",
                "sigma=2 of passes=3 by design=4"
            })
    void patternsAndPlainAddressesStay(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void whatIsHiddenStaysAsItIs() {
        String once = Redaction.of("jdbc:x://u:p@h/db?k=v and password=v, token 'v'");
        assertThat(Redaction.of(once)).isEqualTo(once);
        assertThat(Redaction.hides(once)).isFalse();
    }

    /** Spark hides whole values of settings, and parts of plans. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java Main --input s3a://key:s3cret@bucket/dir",
                "java Main --model dir?sig=s3cret",
                "fs.azure.account.key.store",
                "fs.gs.auth.service.account.private.key",
                "jdbc:oracle:thin:scott/s3cret@//host:1521/db"
            })
    void settingsOfSparkAreKnownForSecrets(String text) {
        assertThat(Pattern.compile(Redaction.ofSettings()).matcher(text).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[s3a://key:s3cret@bucket/dir, x]",
                "Location: InMemoryFileIndex [file:/dir?sig=s3cret]",
                "[header=true, token=s3cret]"
            })
    void partsOfPlansOfSparkAreHidden(String text) {
        assertThat(text.replaceAll(Redaction.ofParts(), "#"))
                .doesNotContain("s3cret")
                .contains("#");
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
