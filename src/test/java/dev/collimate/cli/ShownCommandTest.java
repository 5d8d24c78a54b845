package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownCommandTest {
    private static final String HIDDEN = "*********(redacted)";

    @Test
    void wordsAreQuotedForAShell() {
        assertThat(ShownCommand.of(List.of("./submit.sh", "train", "--input", "a b", "--key", "it's")))
                .isEqualTo("./submit.sh train --input 'a b' --key 'it'\\''s'");
    }

    @Test
    void valuesOfOptionsThatAreNamedLikeSecretsAreHidden() {
        for (String name :
                List.of("password", "user.Password", "pwd", "accessKey", "fs.azure.account.key", "sfToken")) {
            for (String option : List.of("--option", "--label-option", "--validation-option")) {
                assertThat(ShownCommand.of(List.of(option, name + "=hush=hush")))
                        .isEqualTo(option + " '" + name + "=" + HIDDEN + "'");
            }
        }
        assertThat(ShownCommand.of(List.of("--option", "header=true"))).isEqualTo("--option header=true");
    }

    @Test
    void secretsInAddressesAreHidden() {
        for (String address : List.of(
                "url=jdbc:sqlserver://host;user=me;password=hush;encrypt=true",
                "url=jdbc:postgresql://host/db?user=me&password=hush",
                "url=mongodb://me:hush@host/db")) {
            assertThat(ShownCommand.of(List.of("--option", address)))
                    .contains(HIDDEN)
                    .doesNotContain("hush");
        }
        assertThat(ShownCommand.of(List.of("--input", "s3a://bucket/a?token=hush")))
                .contains("s3a://bucket/a?", HIDDEN)
                .doesNotContain("hush");
    }

    @Test
    void queriesAreNotTold() {
        assertThat(ShownCommand.of(List.of(
                        "--query",
                        "select 1",
                        "--label-query",
                        "select 2",
                        "--validation-query",
                        "select 5",
                        "--option",
                        "query=select 3",
                        "--option",
                        "dbtable=(select 4) t",
                        "--option",
                        "dbtable=store")))
                .isEqualTo(
                        "--query QUERY --label-query QUERY --validation-query QUERY --option query=QUERY --option dbtable=QUERY --option"
                                + " dbtable=store");
    }
}
