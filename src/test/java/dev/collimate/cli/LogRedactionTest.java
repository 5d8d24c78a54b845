package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRedactionTest {
    private static final PatternLayout LAYOUT = shippedLayout();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lost task: FileNotFoundException: abfss://c@h/dir?sv=1&sig=s3cret%2Fx: no such file",
                "connect to jdbc:postgresql://h/db?user=me&password=s3cret, retry",
                "s3a://key:s3/cret+s3cret@bucket/dir is slow",
                "url=jdbc:sqlserver://h;user=me;password=s3cret;encrypt=true, jdbc:oracle:thin:me/s3cret@h:1521:x",
                "password={s3;cret} fs.s3a.secret.key=s3cret token='s3 cret' authorization=Bearer s3cret",
                "OPTIONS (url 'x', password 's3 cret', \"sfToken\" \"s3 cret\") at file:/a%3Fsig=s3cret",
                "password: s3cret, Authorization: Bearer s3cret, {\"token\":\"s3\\\"cret\"} private_key=\"a\nb\"",
                "key -----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----",
                "hdfs://nn:8020/user/ann@x /data/token=en/part tokens=512 {a} InvalidToken: lost",
                "no secret: part-?.parquet, abfss://container@host/dir 100 % {}"
            })
    void aLineOfTheLogHidesWhatAnErrorHides(String text) {
        assertThat(line(text, null)).isEqualTo("WARN Dag: " + Redaction.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = "s3a://key:s3cret@bucket/dir?a=s3cret")
    void theMessageOfAnExceptionIsHiddenToo(String path) {
        assertThat(line("a stage failed", new IOException(path)))
                .isEqualTo("WARN Dag: a stage failed: " + Redaction.of(path));
    }

    private static String line(String text, Throwable thrown) {
        return LAYOUT.toSerializable(Log4jLogEvent.newBuilder()
                        .setLoggerName("org.apache.Dag")
                        .setLevel(Level.WARN)
                        .setMessage(new SimpleMessage(text))
                        .setThrown(thrown)
                        .build())
                .strip();
    }

    /** The layout of the log, without its time. */
    private static PatternLayout shippedLayout() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Path.of(System.getProperty("collimate.root", "."), "conf", "log4j2.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return PatternLayout.newBuilder()
                .withPattern(properties
                        .getProperty("appender.stderr.layout.pattern")
                        .replaceFirst("^\\$.*?%d\\{HH:mm:ss} ", ""))
                .withAlwaysWriteExceptions(false)
                .build();
    }
}
