package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.internal.config.package$;
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
                "'wasbs://c@h/d?sv=1&st=2024-01-01T00:00:00Z&sig=s3cret: permission denied'",
                "s3a://user:pa/s3cret@host/dir",
                "ftp://user:8020s3cret@host/dir",
                "hdfs://user:s3cret@nn:8020/user/ann@x",
                "jdbc:oracle:thin:scott/s3@cret-s3cret@host",
                "token=s3cret accessToken=s3cret hf_token=s3cret session.token=s3cret AWS_SESSION_TOKEN=s3cret",
                "--token=s3cret tokenString=s3cret größe-token=s3cret 😀token=s3cret 𝒳.token=s3cret",
                "Authorization: Bearer s3cret",
                "authorization:Bearer s3cret",
                "X-Api-Key: s3cret",
                "user: me\npassword: s3cret\n",
                "password: 's3cret s3cret'",
                "SecretAccessKey: s3cret",
                "{\"token\": s3cret}",
                "{\"password\":\"s3\\\"cret s3cret\"}",
                "\"{\\\"password\\\":\\\"s3cret s3cret\\\"}\"",
                "\"{\\\"password\\\":\\\"s3\\\\\\\"cret s3cret\\\"}\"",
                "password 's3''cret s3cret'",
                "private_key=\"-----BEGIN PRIVATE KEY-----\ns3cret\ns3cret\n-----END PRIVATE KEY-----\"",
                "private_key=-----BEGIN RSA PRIVATE KEY-----\ns3cret s3cret\n-----END RSA PRIVATE KEY-----",
                "private_key: |\n  -----BEGIN EC PRIVATE KEY-----\n  s3cret\n  -----END EC PRIVATE KEY-----",
                "auth_tokens=s3cret refreshTokens: s3cret \"tokens\": \"s3cret\"",
                "https://host/#/access_token=s3cret",
                "a text cut short: password=\"s3cret s3cret"
            })
    void secretsAreHidden(String text) {
        String shown = Redaction.of(text);
        assertThat(shown).doesNotContain("s3cret").contains("redacted");
        assertThat(Redaction.of(shown)).isEqualTo(shown);
    }

    @Test
    void whatStandsBesideAQuotedValueStays() {
        assertThat(Redaction.of("\"{\\\"password\\\":\\\"a b\\\",\\\"x\\\":1}\" and {\"token\":\"a\\\"b\",\"x\":2}"))
                .isEqualTo("\"{\\\"password\\\":\\\"" + Redaction.HIDDEN + "\\\",\\\"x\\\":1}\" and {\"token\":\""
                        + Redaction.HIDDEN + "\",\"x\":2}");
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
                "sigma=2 of passes=3 by design=4",
                "hdfs://nn:8020/user/ann@x",
                "hdfs://[2001:db8::1]:8020/user/ann@x",
                "/data/token=en/part-0",
                "file:/data/a-token=en/sig=1/part-0",
                "tokens=512 maxTokens=5 MAX_TOKENS=5 tokenizer=bert token_count=3 tokenIndex=3 tokens: 3",
                "org.apache.hadoop.security.token.SecretManager$InvalidToken: token (of yarn) is not found",
                "java.security.SignatureException: Signature length not correct",
                "InvalidAccessKeyId: the key; SignatureDoesNotMatch: the request; expired_token: it is old"
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

    @Test
    void aTokenAsThePasswordMayBeLong() {
        for (int length : List.of(1024, 1025, 10_000)) {
            String secret = "s3cret".repeat(length / 6) + "x".repeat(length % 6);
            for (String address :
                    List.of("https://u:" + secret + "@host/dir", "jdbc:oracle:thin:me/" + secret + "@h:1")) {
                assertThat(Redaction.of("read " + address + " now"))
                        .doesNotContain("s3cret")
                        .startsWith("read ")
                        .endsWith(" now");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=en/part", "a password: x/dir", "/data/sas=1/'token' 'x'", "hdfs://nn:8020/a@b"})
    void aPathIsKeptAsItIs(String path) {
        assertThat(Redaction.ofAddress(path)).isEqualTo(path);
        assertThat(Redaction.hidesInAddress(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=en?sig=s3cret", "s3a://user:s3cret@b/token=en", "jdbc:oracle:thin:scott/s3cret@h:1"})
    void anAddressIsHiddenWithinAPath(String path) {
        assertThat(Redaction.ofAddress(path)).doesNotContain("s3cret").contains("redacted");
        assertThat(Redaction.hidesInAddress(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "sfToken",
                "maxTokens",
                "tokenizer",
                "fs.s3a.secret.key",
                "sas",
                "sigma",
                "api key",
                "url"
            })
    void aNameIsSecretWhereItsValueIsHidden(String name) {
        assertThat(Redaction.isSecretName(name))
                .isEqualTo(Redaction.hides(name + "=1"))
                .isEqualTo(Redaction.hides(name + ": 1"))
                .isEqualTo(Redaction.hides("\"" + name + "\":\"1\""))
                .isEqualTo(("[" + name + "=1]").matches(".*(" + Redaction.ofParts() + ").*"));
    }

    @Test
    void whatSparkHidesOfSettingsStaysHidden() {
        String ofSpark = package$.MODULE$.SECRET_REDACTION_PATTERN().defaultValueString();
        assertThat(Redaction.ofSettings()).contains("(?:" + ofSpark + ")|");
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
                "[header=true, token=s3cret]",
                "password 's3cret s3cret'",
                "private_key=-----BEGIN RSA PRIVATE KEY-----\ns3cret s3cret\n-----END RSA PRIVATE KEY-----"
            })
    void partsOfPlansOfSparkAreHidden(String text) {
        assertThat(text.replaceAll(Redaction.ofParts(), "#"))
                .doesNotContain("s3cret")
                .contains("#");
    }

    @Test
    void aMissingConnectorIsNamedWithHadoopsVersion() {
        Throwable s3 = new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found");
        assertThat(Connectors.missing(s3)).hasValueSatisfying(line -> assertThat(line.toString())
                .contains("spark.jars.packages=org.apache.hadoop:hadoop-aws:"
                        + org.apache.hadoop.util.VersionInfo.getVersion()));
        assertThat(Connectors.missing(new IOException("No FileSystem for scheme \"gs\"")))
                .hasValueSatisfying(line -> assertThat(line.toString()).contains("gcs-connector"));
        Throwable gs = new ClassNotFoundException("Class org.apache.hadoop.fs.gs.GoogleHadoopFileSystem not found");
        assertThat(Connectors.missing(gs)).hasValueSatisfying(line -> assertThat(line.toString())
                .contains("gs:// needs", "org.apache.hadoop:hadoop-gcp:"));
        assertThat(Connectors.missing(new IOException("lost"))).isEmpty();
    }
}
